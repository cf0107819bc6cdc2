from django.urls import path

from partners.views import partner, staff, team

app_name = "partners"

urlpatterns = [
    path("referrals/", staff.referrals, name="referrals"),
    path("referrals/<int:referral_id>/", staff.referral, name="referral"),
    path("cases/<int:case_id>/referrals/", staff.case_referrals, name="case-referrals"),
    path("cases/<int:case_id>/referrals/need/<int:need_id>/", staff.choose_service, name="choose-service"),
    path(
        "cases/<int:case_id>/referrals/need/<int:need_id>/service/<int:service_id>/",
        staff.new_referral,
        name="new-referral",
    ),
    path("cases/<int:case_id>/consents/add/<int:organization_id>/", staff.record_consent, name="record-consent"),
    path("cases/<int:case_id>/consents/<int:consent_id>/revoke/", staff.revoke_consent, name="revoke-consent"),
    path("partner/inbox/", partner.inbox, name="inbox"),
    path("partner/people/", partner.people, name="people"),
    path("partner/referrals/<int:referral_id>/", partner.partner_referral, name="partner-referral"),
    path("partner/referrals/<int:referral_id>/<str:step>/", partner.partner_step, name="partner-step"),
    path("partner/services/", partner.our_services, name="our-services"),
    path("partner/team/", team.team, name="team"),
    path("partner/team/invite/", team.invite, name="invite"),
    path("partner/team/invitations/<int:invitation_id>/withdraw/", team.withdraw, name="withdraw-invitation"),
    path("partner/team/<int:user_id>/remove/", team.remove, name="remove-colleague"),
]
