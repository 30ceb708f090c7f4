#!/usr/bin/env bash
# [VERSION=V] build-packages.sh EXECUTABLE FOLDER [ARCHITECTURE]
# Makes a Debian package and a tar file for other Linux of a published executable. Needs dpkg-deb, tar and gzip; no root.
# ARCHITECTURE is Debian's name, by default amd64; an executable of another one is not run, and so brings no completions and no manual pages.
set -euo pipefail

executable=${1:?the published executable, such as out/callgoose} folder=${2:?the folder to put the packages into} architecture=${3:-amd64}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../../.." && pwd)
version=${VERSION:-$(sed -nE 's:.*<VersionPrefix>(.*)</VersionPrefix>.*:\1:p' "$repository/Directory.Build.props")}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022
mkdir -p "$folder"

# What both have.
root=$work/root
install -D -m 755 "$executable" "$root/usr/bin/callgoose"
install -D -m 644 "$repository/LICENSE" "$root/usr/share/doc/callgoose/copyright"
install -m 644 "$here/THIRD-PARTY-NOTICES.txt" "$root/usr/share/doc/callgoose/"
observability=$repository/src/Callgoose.Server/Observability
install -D -m 644 "$observability/Prometheus/callgoose.rules.yml" "$root/usr/share/callgoose/prometheus/callgoose.rules.yml"
install -D -m 644 "$observability/Grafana/callgoose.dashboard.json" "$root/usr/share/callgoose/grafana/callgoose.dashboard.json"
if [ "$architecture" = "$(dpkg --print-architecture)" ]; then
  mkdir -p "$root/usr/share/bash-completion/completions" "$root/usr/share/zsh/vendor-completions" "$root/usr/share/fish/vendor_completions.d"
  "$executable" man "$root/usr/share/man/man1"
  gzip -9n "$root"/usr/share/man/man1/*.1
  "$executable" completion bash > "$root/usr/share/bash-completion/completions/callgoose"
  "$executable" completion zsh > "$root/usr/share/zsh/vendor-completions/_callgoose"
  "$executable" completion fish > "$root/usr/share/fish/vendor_completions.d/callgoose.fish"
fi

tar=$folder/callgoose-$version-linux-$architecture.tar.gz
install -D -m 644 "$here/callgoose.service" "$work/tar/callgoose-$version/callgoose.service"
install -D -m 644 "$repository/README.md" "$work/tar/callgoose-$version/README.md"
cp -r "$root/usr/bin" "$root/usr/share" "$work/tar/callgoose-$version/"
tar --owner=0 --group=0 --sort=name -C "$work/tar" -czf "$tar" "callgoose-$version"

# The package makes a user, so that commands can be run as the one that owns the data.
install -D -m 644 "$here/callgoose.json" "$root/etc/callgoose/callgoose.json"
mkdir -p "$root/lib/systemd/system"
grep -v '^DynamicUser=' "$here/callgoose.service" > "$root/lib/systemd/system/callgoose.service"
mkdir -m 755 "$root/DEBIAN"
install -m 755 "$here"/debian/{postinst,prerm,postrm} "$root/DEBIAN/"
echo /etc/callgoose/callgoose.json > "$root/DEBIAN/conffiles"
cat > "$root/DEBIAN/control" <<CONTROL
Package: callgoose
Version: $version
Architecture: $architecture
Maintainer: The Callgoose.Aot authors <root@localhost>
Section: net
Priority: optional
Installed-Size: $(du -sk "$root" | cut -f1)
Depends: libc6 (>= 2.34), libssl3 | libssl3t64, adduser
Description: incidents from the webhooks of monitoring tools
 Takes webhooks, runs API filters over them, and has the incidents that they
 create or resolve on disk before the answer leaves.
CONTROL
deb=$folder/callgoose_${version}_$architecture.deb
dpkg-deb --root-owner-group --build "$root" "$deb" > /dev/null
echo "$deb"
echo "$tar"
