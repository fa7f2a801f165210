"""What Meta brings to a webhook, in the words of its reference."""

from typing import Any

from tests.fakes.graph.world import Circle, Json, Person, Sent, World


def change(world: World, field: str, **value: Any) -> Json:
    """One delivery with one change."""
    about = {"display_phone_number": world.phone, "phone_number_id": world.number}
    whole = {"messaging_product": "whatsapp", "metadata": about, **value}
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "419561257915477", "changes": [{"value": whole, "field": field}]}],
    }


def message(world: World, person: Person, circle: Circle | None, content: Json) -> Json:
    """Somebody says something; who hides their number is known by an opaque id alone."""
    contact: Json = {"profile": {"name": person.name}}
    said: Json = {"id": world.message_id(), "timestamp": stamp(world), **content}
    if not person.hidden:
        contact["wa_id"] = said["from"] = person.phone
    if person.opaque:
        contact["user_id"] = said["from_user_id"] = person.opaque
    if circle is not None:
        said["group_id"] = circle.id
    return change(world, "messages", contacts=[contact], messages=[said])


def status(world: World, sent: Sent, state: str) -> Json:
    """What became of a message of ours."""
    told: Json = {"id": sent.id, "status": state, "timestamp": stamp(world), "recipient_id": sent.to}
    if state == "failed":
        code = sent.failed
        error = {"code": code, "title": "Failed", "message": "Failed", "error_data": {"details": "It failed."}}
        told["errors"] = [error]
    else:
        told["pricing"] = {"billable": sent.kind == "template", "pricing_model": "PMP", "category": "utility"}
    return change(world, "messages", statuses=[told])


def members(world: World, circle: Circle, kind: str, **more: Any) -> Json:
    """Somebody came to a circle, left it, or asks to be let in."""
    about = {"timestamp": stamp(world), "group_id": circle.id, "type": kind, "request_id": "784D93D0", **more}
    return change(world, "group_participants_update", groups=[about])


def created(world: World, circle: Circle) -> Json:
    """A circle exists now."""
    about = {"timestamp": stamp(world), "group_id": circle.id, "type": "group_create", "request_id": "784D93D0"}
    return change(world, "group_lifecycle_update", groups=[about | {"subject": circle.subject}])


def stamp(world: World) -> str:
    """Seconds since 1970, as Meta writes them."""
    return str(int(world.now().timestamp()))
