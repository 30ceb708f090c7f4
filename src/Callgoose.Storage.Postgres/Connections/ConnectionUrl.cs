using System.Globalization;
using Callgoose.Storage.Contract;
using Npgsql;

namespace Callgoose.Storage.Postgres.Connections;

/// <summary>Reads <c>postgres://user:password@host:port,host:port/database?sslmode=…</c>, the form that PostgreSQL's own tools take.</summary>
/// <remarks>
/// A connection to another machine uses TLS and verifies the certificate in full (<c>sslmode=verify-full</c>), unless <c>sslmode=disable</c> is set.
/// Of several hosts, the one that takes writes is used.
/// </remarks>
public static class ConnectionUrl
{
    private const int DefaultPort = 5432;

    /// <summary>Whether a text looks like such a URL.</summary>
    public static bool IsMeant(string? text) =>
        text?.StartsWith("postgres://", StringComparison.Ordinal) == true || text?.StartsWith("postgresql://", StringComparison.Ordinal) == true;

    /// <summary>The parts without secrets: the hosts and the database.</summary>
    /// <exception cref="StoreException">It is not a valid URL.</exception>
    public static string Describe(string url) => Describe(Parse(url));

    /// <summary>The same as <see cref="Describe(string)"/>.</summary>
    internal static string Describe(NpgsqlConnectionStringBuilder settings) => settings.Port == DefaultPort
        ? $"{settings.Host}/{settings.Database}"
        : string.Create(CultureInfo.InvariantCulture, $"{settings.Host}:{settings.Port}/{settings.Database}");

    /// <summary>The command that copies the database into a file, without the password.</summary>
    /// <exception cref="StoreException">It is not a valid URL.</exception>
    public static string DumpCommand(string url, string file) => $"pg_dump -Fc {Arguments(url)} -f {Quoted(file)}";

    /// <summary>The command that restores such a copy into a database, without the password.</summary>
    /// <exception cref="StoreException">It is not a valid URL.</exception>
    public static string RestoreCommand(string url, string file) => $"pg_restore --no-owner {Arguments(url)} {Quoted(file)}";

    private static string Arguments(string url)
    {
        NpgsqlConnectionStringBuilder settings = Parse(url);
        string host = settings.Host!.Split(',')[0];
        bool isMany = settings.Host!.Contains(',', StringComparison.Ordinal);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"-h {Quoted(isMany ? HostOf(host) : host)} -p {(isMany ? PortOf(host) : settings.Port)} -U {Quoted(settings.Username!)} -d {Quoted(settings.Database!)}");
    }

    /// <summary>Quoted for a shell.</summary>
    private static string Quoted(string text) =>
        text.Length > 0 && text.All(static sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '-' or '_' or '/' or ':') ? text : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>Parses it.</summary>
    /// <exception cref="StoreException">It is not valid; the message repeats nothing of it except the name of a setting.</exception>
    internal static NpgsqlConnectionStringBuilder Parse(string url)
    {
        if (!PostgresSupport.IsPresent)
        {
            throw PostgresSupport.Missing();
        }

        ArgumentNullException.ThrowIfNull(url);
        int start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        int settingsAt = url.IndexOf('?', start);
        string place = settingsAt < 0 ? url[start..] : url[start..settingsAt];
        int slash = place.LastIndexOf('/');
        int at = slash < 0 ? -1 : place.LastIndexOf('@', slash);
        if (!IsMeant(url) || at < 0 || slash == place.Length - 1 || at + 1 == slash)
        {
            throw new StoreException("The address of the store has to be postgres://USER:PASSWORD@HOST:PORT/DATABASE; percent-encode everything but letters, digits and - . _ ~.");
        }

        string[] login = place[..at].Split(':', 2);
        string hosts = place[(at + 1)..slash];
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = hosts.Contains(',', StringComparison.Ordinal) ? hosts : HostOf(hosts),
            Database = Decode(place[(slash + 1)..]),
            Username = Decode(login[0]),
            Password = login.Length > 1 ? Decode(login[1]) : null,
        };
        int[] ports = [.. hosts.Split(',').Select(PortOf)];
        if (ports.Length == 1)
        {
            settings.Port = ports[0];
        }

        SslMode? mode = null;
        foreach (string setting in settingsAt < 0 ? [] : url[(settingsAt + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            mode = Set(settings, setting) ?? mode;
        }

        settings.SslMode = mode ?? (IsLocal(settings.Host) ? SslMode.Prefer : SslMode.VerifyFull);
        return settings;
    }

    /// <returns>What it says of TLS, if that is what it says.</returns>
    private static SslMode? Set(NpgsqlConnectionStringBuilder settings, string setting)
    {
        string[] parts = setting.Split('=', 2);
        string value = parts.Length > 1 ? Decode(parts[1]) : string.Empty;
        switch (parts[0])
        {
            case "sslmode":
                return value switch
                {
                    "disable" => SslMode.Disable,
                    "prefer" => SslMode.Prefer,
                    "require" => SslMode.Require,
                    "verify-ca" => SslMode.VerifyCA,
                    "verify-full" => SslMode.VerifyFull,
                    _ => throw new StoreException("sslmode of the store's address is one of disable, prefer, require, verify-ca and verify-full."),
                };
            case "sslrootcert":
                settings.RootCertificate = value;
                return null;
            case "host" when IsSocket(value):
                settings.Host = value;
                return null;
            case "host":
                throw new StoreException("host in the store's address names the folder of a socket, such as /var/run/postgresql; other hosts stand before the database.");

            // A password whose '?' is not encoded ends here, too.
            default:
                string name = parts[0].All(static sign => char.IsAsciiLetter(sign) || sign == '_') && parts.Length > 1 ? $" {parts[0]}" : string.Empty;
                throw new StoreException($"The store's address has a setting{name}, which is not known; sslmode, sslrootcert and host are.");
        }
    }

    /// <summary>Whether a host is the folder of a socket of this machine.</summary>
    internal static bool IsSocket(string? host) => host?.StartsWith('/') == true;

    private static bool IsLocal(string? hosts) =>
        IsSocket(hosts) || hosts!.Split(',').All(static host => host is "::1" || HostOf(host) is "localhost" or "127.0.0.1" or "::1");

    private static string HostOf(string host)
    {
        if (host.StartsWith('['))
        {
            return host[1..Math.Max(host.IndexOf(']', StringComparison.Ordinal), 1)];
        }

        int colon = host.LastIndexOf(':');
        return Decode(colon < 0 ? host : host[..colon]);
    }

    private static int PortOf(string host)
    {
        int colon = host.LastIndexOf(':');
        if (colon <= host.IndexOf(']', StringComparison.Ordinal) || colon < 0)
        {
            return DefaultPort;
        }

        return int.TryParse(host[(colon + 1)..], out int port) && port is > 0 and < 65536
            ? port
            : throw new StoreException("The port in the store's address is not a number from 1 to 65535.");
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text);
}
