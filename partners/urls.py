from django.urls import path

from partners.views import accounting, consents, directory, partner, staff, team, visits

app_name = "partners"

urlpatterns = [
    path("referrals/", staff.referrals, name="referrals"),
    path("referrals/<int:referral_id>/", staff.referral, name="referral"),
    path("visits/", visits.gate_list, name="gate-list"),
    path("visits/visitors/<int:visitor_id>/", visits.clear_visitor, name="clear-visitor"),
    path("cases/<int:case_id>/referrals/", staff.case_referrals, name="case-referrals"),
    path("cases/<int:case_id>/referrals/need/<int:need_id>/", staff.choose_service, name="choose-service"),
    path("cases/<int:case_id>/referrals/need/<int:need_id>/new/", staff.new_referral, name="new-referral"),
    path("cases/<int:case_id>/cards/<int:organization_id>/", staff.give_card, name="give-card"),
    path("cases/<int:case_id>/disclosures/", accounting.accounting, name="accounting"),
    path("cases/<int:case_id>/consents/add/", consents.record_consent, name="record-consent"),
    path("cases/<int:case_id>/consents/form/", consents.form_to_sign, name="form-to-sign"),
    path("cases/<int:case_id>/consents/<int:consent_id>/", consents.consent, name="consent"),
    path("cases/<int:case_id>/consents/<int:consent_id>/print/", consents.print_consent, name="print-consent"),
    path("cases/<int:case_id>/consents/<int:consent_id>/scan/", consents.scan, name="consent-scan"),
    path("cases/<int:case_id>/consents/<int:consent_id>/revoke/", consents.revoke_consent, name="revoke-consent"),
    path("cases/<int:case_id>/consents/<int:consent_id>/end/", consents.end_consent, name="end-consent"),
    path("partner/inbox/", partner.inbox, name="inbox"),
    path("partner/people/", partner.people, name="people"),
    path("partner/referrals/<int:referral_id>/", partner.partner_referral, name="partner-referral"),
    path("partner/referrals/<int:referral_id>/sheet/", partner.sheet, name="sheet"),
    path("partner/referrals/<int:referral_id>/<str:step>/", partner.partner_step, name="partner-step"),
    path("partner/services/", directory.our_services, name="our-services"),
    path("partner/team/", team.team, name="team"),
    path("partner/team/invite/", team.invite, name="invite"),
    path("partner/team/invitations/<int:invitation_id>/withdraw/", team.withdraw, name="withdraw-invitation"),
    path("partner/team/<int:user_id>/remove/", team.remove, name="remove-colleague"),
]
