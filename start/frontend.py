"""Node, the front-end packages, and what the site serves of them, put into `var/frontend`."""

import json
import re
import shutil
import subprocess
from pathlib import Path

from start import environment
from start.console import ROOT, VAR, Command, StartError, run, step
from start.stamp import Stamp, fingerprint

PACKAGES = ROOT / "node_modules"
LOCK = ROOT / "package-lock.json"
BUILT = VAR / "frontend"
THEME = ROOT / "designsystemet.config.json"
TOKENS = VAR / "cache" / "tokens"
STYLES = PACKAGES / "@digdir" / "designsystemet-css" / "dist" / "src"
SCRIPTS = [PACKAGES / "htmx.org" / "dist" / "htmx.min.js"]
APPS = ("portal", "mobility", "plans", "network")
# Where a style sheet stands in Designsystemet's own bundle is told by how it begins.
BEGINNING = 40


def node_suits(version: str, engines: str) -> bool:
    """Compare `v22.20.1` with engines such as `^22.16.0 || >=24.0.0`."""
    numbers = tuple(int(part) for part in re.findall(r"\d+", version)[:3])
    for alternative in engines.split("||"):
        least = tuple(int(part) for part in re.findall(r"\d+", alternative))
        same_major = numbers[:1] == least[:1]
        if numbers >= least and (same_major or not alternative.strip().startswith("^")):
            return True
    return False


def system_node_suits() -> bool:
    """Whether the machine's own Node and npm can be used."""
    engines = json.loads((ROOT / "package.json").read_text())["engines"]["node"]
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return False
    asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return asked.returncode == 0 and node_suits(asked.stdout, engines)


def locks_needed() -> list[str]:
    return [] if system_node_suits() else ["node"]


def ensure(dev: bool = False) -> None:
    """Install the packages and build the style sheets, each only when its inputs changed."""
    install(dev)
    build_theme()
    build_components()
    copy_scripts()


def install(dev: bool) -> None:
    inputs = fingerprint([ROOT / "package.json", LOCK, ROOT / ".npmrc"])
    with_dev = Stamp("npm", f"{inputs} dev", [PACKAGES])
    without = Stamp("npm", inputs, [PACKAGES])
    if with_dev.fresh() or (without.fresh() and not dev):
        return
    with step("Installing front-end packages"):
        without.remove()
        omit = [] if dev else ["--omit=dev"]
        env = environment.process_env()
        run(["npm", "ci", *omit], env, "Installing front-end packages")
        (with_dev if dev else without).write()


def build_theme() -> None:
    theme = BUILT / "theme.css"
    stamp = Stamp("theme", fingerprint([THEME, LOCK]), [theme])
    if stamp.fresh():
        return
    with step("Building the theme"):
        env = environment.process_env()
        tokens: Command = ["node", PACKAGES / ".bin" / "designsystemet", "tokens"]
        raw = VAR / "cache" / "theme"
        run([*tokens, "create", "--config", THEME, "--clean"], env, "Making the theme's tokens")
        run([*tokens, "build", "-t", TOKENS, "-o", raw, "--clean"], env, "Building the theme")
        [made] = raw.glob("*.css")
        replace_text(theme, made.read_text(encoding="utf-8"))
        stamp.write()


def build_components() -> None:
    """Join the styles of the components that templates and code mention."""
    bundle = (STYLES / "index.css").read_text(encoding="utf-8")
    styles = {path.stem: path.read_text(encoding="utf-8") for path in STYLES.glob("*.css")}
    del styles["index"]
    text = join_components(bundle, styles, mentioned_classes())
    target = BUILT / "components.css"
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        with step("Joining component styles"):
            replace_text(target, text)


def copy_scripts() -> None:
    """Take the scripts that packages bring ready made."""
    for script in SCRIPTS:
        text = script.read_text(encoding="utf-8")
        target = BUILT / script.name
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            replace_text(target, text)


def mentioned_classes(root: Path = ROOT) -> set[str]:
    """Every `ds-…` word in templates, scripts and the apps' code."""
    files = [*root.glob("templates/**/*.html"), *root.glob("static/**/*.js")]
    files += [path for app in APPS for path in root.glob(f"{app}/**/*.py")]
    found: set[str] = set()
    for path in files:
        found.update(re.findall(r"\bds-([a-z0-9-]+)", path.read_text(encoding="utf-8")))
    return found


def join_components(bundle: str, styles: dict[str, str], classes: set[str]) -> str:
    """Return the used styles in the bundle's order, each in the layer it has there."""
    wanted = {"base", "data-size-workaround", *classes}
    places = {name: bundle.find(styles[name][:BEGINNING]) for name in wanted & styles.keys()}
    parts = ["@layer ds.theme, ds.base, ds.components;"]
    for name in sorted(places, key=places.__getitem__):
        layers = re.findall(r"@layer (ds\.\w+)\{", bundle[: max(places[name], 0)])
        if not layers:
            raise StartError(f"{name}.css has no place in Designsystemet's index.css.")
        parts.append(f"@layer {layers[-1]}{{{styles[name].strip()}}}")
    return "\n".join(parts) + "\n"


def replace_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
