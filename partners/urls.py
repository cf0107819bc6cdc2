from django.urls import path

from partners.views import accounting, consents, directory, exchange, our_services, partner, staff, team, visits

app_name = "partners"

urlpatterns = [
    path("directory/", directory.directory, name="directory"),
    path("directory/organizations/", directory.organizations, name="organizations"),
    path("directory/organizations/add/", directory.add_organization, name="add-organization"),
    path("directory/organizations/<int:organization_id>/", directory.organization, name="organization"),
    path("directory/organizations/<int:organization_id>/edit/", directory.edit_organization, name="edit-organization"),
    path("directory/organizations/<int:organization_id>/services/add/", directory.add_service, name="add-service"),
    path("directory/organizations/<int:organization_id>/locations/add/", directory.add_location, name="add-location"),
    path(
        "directory/organizations/<int:organization_id>/agreements/add/", directory.add_agreement, name="add-agreement"
    ),
    path("directory/agreements/<int:agreement_id>/end/", directory.end_agreement, name="end-agreement"),
    path("directory/services/<int:service_id>/", directory.service, name="service"),
    path("directory/services/<int:service_id>/edit/", directory.edit_service, name="edit-service"),
    path("directory/locations/<int:location_id>/edit/", directory.edit_location, name="edit-location"),
    path("directory/exchange/", exchange.exchange, name="exchange"),
    path("directory/exchange/export/", exchange.export, name="export"),
    path("directory/exchange/<int:import_id>/", exchange.import_run, name="import"),
    path("directory/exchange/<int:import_id>/set-aside/", exchange.import_rejects, name="import-rejects"),
    path("referrals/", staff.referrals, name="referrals"),
    path("referrals/<int:referral_id>/", staff.referral, name="referral"),
    path("visits/", visits.gate_list, name="gate-list"),
    path("visits/visitors/<int:visitor_id>/", visits.clear_visitor, name="clear-visitor"),
    path("cases/<int:case_id>/referrals/", staff.case_referrals, name="case-referrals"),
    path("cases/<int:case_id>/referrals/need/<int:need_id>/", directory.choose_service, name="choose-service"),
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
    path("partner/services/", our_services.our_services, name="our-services"),
    path("partner/services/<int:service_id>/", our_services.our_service, name="our-service"),
    path("partner/locations/<int:location_id>/", our_services.our_location, name="our-location"),
    path("partner/team/", team.team, name="team"),
    path("partner/team/invite/", team.invite, name="invite"),
    path("partner/team/invitations/<int:invitation_id>/withdraw/", team.withdraw, name="withdraw-invitation"),
    path("partner/team/<int:user_id>/remove/", team.remove, name="remove-colleague"),
]
