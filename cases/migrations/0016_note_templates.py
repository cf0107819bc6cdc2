from django.db import migrations

from cases.reference.notes import TEMPLATES


def load(apps, schema_editor):
    NoteTemplate = apps.get_model("cases", "NoteTemplate")
    NoteTemplate.objects.bulk_create(NoteTemplate(name=name, kind=kind, text=text) for name, kind, text in TEMPLATES)


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_note_drafts")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
