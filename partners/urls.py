from django.urls import path

from partners.views import directory, exchange, our_services, partner, staff

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
    path("cases/<int:case_id>/referrals/", staff.case_referrals, name="case-referrals"),
    path("cases/<int:case_id>/referrals/need/<int:need_id>/", directory.choose_service, name="choose-service"),
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
    path("partner/services/", our_services.our_services, name="our-services"),
    path("partner/services/<int:service_id>/", our_services.our_service, name="our-service"),
    path("partner/locations/<int:location_id>/", our_services.our_location, name="our-location"),
    path("partner/team/", partner.team, name="team"),
]
