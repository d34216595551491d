"""A real IMAP server for the tests: Debian's Dovecot, as an ordinary user, all of it in a folder that goes away.

`python -m tests.imap --install` gets it where none is, as root on Debian or Ubuntu.
"""

import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

PROGRAM = Path("/usr/sbin/dovecot")
HELP = "No IMAP server was found for the tests. On Debian or Ubuntu, as root: apt-get install dovecot-imapd"
PASSWORD = "a-long-password-of-the-tests"
USER = "mailbox"
CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
default_internal_user = {me}
default_internal_group = {group}
default_login_user = {me}
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{folder}/mail
mail_uid = {me}
mail_gid = {group}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={me} gid={group} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


def there() -> bool:
    return PROGRAM.exists()


def install() -> None:
    """Debian's package, when root; where tests must be whole (CI) and it cannot be had, that is an error."""
    if not there() and shutil.which("apt-get") and os.geteuid() == 0:
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "dovecot-imapd"]):
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            subprocess.run(["apt-get", *command], check=False, stdout=subprocess.DEVNULL, env=environment)
    if not there() and os.environ.get("CI") and os.geteuid() == 0:
        sys.exit(HELP)


class Server:
    """One mailbox, whoever signs in with the password."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        root = os.geteuid() == 0
        user = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.geteuid())
        names = {"me": user.pw_name, "group": grp.getgrgid(user.pw_gid).gr_name}
        for name in ("run", "state", "mail", "home"):
            (folder / name).mkdir()
        config = folder / "dovecot.conf"
        config.write_text(CONFIG.format(folder=folder, port=self.port, password=f"{{PLAIN}}{PASSWORD}", **names))
        if root:
            for path in (folder, *folder.iterdir()):
                os.chown(path, user.pw_uid, user.pw_gid)
        who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if root else {}
        self.process = subprocess.Popen([str(PROGRAM), "-F", "-c", str(config)], **who)
        self._wait()

    def _wait(self) -> None:
        ends = time.monotonic() + 30
        while time.monotonic() < ends:
            try:
                self.client().logout()
                return
            except (OSError, imaplib.IMAP4.error):
                assert self.process.poll() is None, (self.folder / "log").read_text()
                time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text())

    def client(self) -> imaplib.IMAP4:
        server = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        server.login(USER, PASSWORD)
        return server

    def put(self, *messages: bytes) -> None:
        """As a mail server delivers them, in this order."""
        server = self.client()
        for message in messages:
            status, said = server.append("INBOX", None, None, message)
            assert status == "OK", said
        server.logout()

    def count(self, folder: str = "INBOX") -> int:
        server = self.client()
        status, said = server.select(f'"{folder}"', readonly=True)
        server.logout()
        return int(said[0]) if status == "OK" else 0

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


if __name__ == "__main__":
    if "--install" in sys.argv:
        install()
    print("dovecot is there" if there() else HELP)
