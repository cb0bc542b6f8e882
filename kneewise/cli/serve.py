"""`kneewise serve`: the site, on this machine."""

from __future__ import annotations

import os
import socket

import click

from kneewise.errors import InputError

# As many ports are tried after the one that was asked for; more would hide that something is wrong.
PORTS_TO_TRY = 20


def free_port(host: str, wanted: int) -> int:
    """The wanted port, or the next free one after it. 0 lets the system choose.

    Raises
    ------
    InputError
        If the address is not one of this machine's, or no port is free.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    last = wanted if wanted == 0 else min(wanted + PORTS_TO_TRY, 65535)
    for port in range(wanted, last + 1):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except PermissionError:
                raise InputError("--port", f"is {port}, which needs an administrator", "Give 1024 or more.") from None
            except socket.gaierror:
                raise InputError("--host", f'is "{host}", which has no address', "Give 127.0.0.1 or 0.0.0.0.") from None
            except OSError as error:
                if error.errno == 99:  # EADDRNOTAVAIL
                    problem = f'is "{host}", which is not an address of this machine'
                    raise InputError("--host", problem, "Give 127.0.0.1 or 0.0.0.0.") from None
                continue
            return int(probe.getsockname()[1])
    raise InputError("--port", f"is {wanted}, and no port up to {last} is free", "Give another one.")


def migrate() -> None:
    """Bring the database to the present form; a database that cannot be opened ends in one sentence."""
    from django.core.management import call_command
    from django.db.utils import Error

    try:
        call_command("migrate", interactive=False, verbosity=0)
    except Error as error:
        where = "KNEEWISE_DATABASE_URL" if os.environ.get("KNEEWISE_DATABASE_URL") else "KNEEWISE_DATA"
        reason = str(error).strip().splitlines()[0]
        raise InputError(where, f"names a database that does not open ({reason})", "Check that it runs.") from None


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free port.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--demo", is_flag=True, help="Offer the example people on the start page.")
@click.option("--threads", type=click.IntRange(1, 64), default=4, show_default=True, help="Requests served at once.")
def command(port: int, host: str, demo: bool, threads: int) -> None:
    """The site, on this machine.

    Prints its address and serves until Ctrl+C. If the port is taken, the next free one is used and said.
    """
    # Set before NumPy is loaded. Requests already run beside each other; a second thread for each small matrix only
    # waits for a processor (a new course over time: 25 ms instead of 65 on two busy cores).
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if demo:
        os.environ["KNEEWISE_DEMO"] = "1"
    if host not in ("127.0.0.1", "localhost", "::1") and "KNEEWISE_HOSTS" not in os.environ:
        os.environ["KNEEWISE_HOSTS"] = f"localhost,127.0.0.1,[::1],{host},{socket.gethostname()}"
    chosen = free_port(host, port)
    if port and chosen != port:
        click.echo(f"Port {port} is taken; using {chosen}.", err=True)

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kneewise.web.settings")
    import django

    try:
        django.setup()
    except OSError as error:
        remedy = "Set KNEEWISE_DATA to a folder that can be written."
        raise InputError("KNEEWISE_DATA", f"is a folder that cannot be used ({error.strerror})", remedy) from None
    migrate()

    from waitress import create_server

    from kneewise.web.warm import warm_up
    from kneewise.web.wsgi import application

    click.echo("Loading the evidence …", err=True)
    warm_up()
    server = create_server(
        application,
        host=host,
        port=chosen,
        threads=threads,
        max_request_body_size=12_500_000,
        clear_untrusted_proxy_headers=not os.environ.get("KNEEWISE_PROXIES"),
        ident=None,
    )
    shown = f"[{host}]" if ":" in host else "localhost" if host in ("127.0.0.1", "0.0.0.0") else host  # noqa: S104
    click.echo(f"kneewise is at http://{shown}:{chosen}/  (stop with Ctrl+C)")
    try:
        server.run()
    except KeyboardInterrupt:
        server.close()
