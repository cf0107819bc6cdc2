from django.db import migrations, models

from cases.reference.centroids import CENTROIDS


def locate(apps, schema_editor):
    County = apps.get_model("cases", "County")
    counties = [county for county in County.objects.all() if county.fips in CENTROIDS]
    for county in counties:
        county.latitude, county.longitude = CENTROIDS[county.fips]
    County.objects.bulk_update(counties, ["latitude", "longitude"])


class Migration(migrations.Migration):
    dependencies = [("cases", "0017_packets")]
    operations = [
        migrations.AddField("county", "latitude", models.FloatField(blank=True, null=True)),
        migrations.AddField("county", "longitude", models.FloatField(blank=True, null=True)),
        migrations.RunPython(locate, migrations.RunPython.noop),
    ]
