namespace Callgoose.Doors.Opsgenie;

/// <summary>A path of the Alert API.</summary>
/// <param name="Action">The action.</param>
/// <param name="Identifier">The identifier of the alert; empty for a new one.</param>
internal readonly record struct AlertPath(AlertAction Action, string Identifier)
{
    /// <summary>The path of alerts.</summary>
    public const string Alerts = "/v2/alerts";

    /// <summary>The path prefix of request outcomes.</summary>
    public const string RequestPrefix = Alerts + "/requests/";

    private const string Prefix = Alerts + "/";

    /// <summary>Parses a path that <see cref="TryParse"/> has accepted.</summary>
    public static AlertPath Of(string path) => TryParse(path, out AlertPath alert) ? alert : throw new ArgumentException("It is not the path of an alert.", nameof(path));

    /// <summary>Parses a path.</summary>
    /// <param name="path">The path, decoded except for <c>%2F</c>, which the HTTP server does not decode.</param>
    /// <param name="alert">The parsed path.</param>
    /// <returns>False if it is not the path of an alert.</returns>
    public static bool TryParse(string path, out AlertPath alert)
    {
        alert = default;
        if (path == Alerts)
        {
            alert = new AlertPath(AlertAction.Create, string.Empty);
            return true;
        }

        if (!path.StartsWith(Prefix, StringComparison.Ordinal) || path.StartsWith(RequestPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        (AlertAction action, string suffix) = path.EndsWith("/close", StringComparison.Ordinal) ? (AlertAction.Close, "/close")
            : path.EndsWith("/acknowledge", StringComparison.Ordinal) ? (AlertAction.Acknowledge, "/acknowledge")
            : path.EndsWith("/notes", StringComparison.Ordinal) ? (AlertAction.Note, "/notes")
            : (default, string.Empty);
        int length = path.Length - Prefix.Length - suffix.Length;
        if (suffix.Length == 0 || length <= 0)
        {
            return false;
        }

        alert = new AlertPath(action, path.Substring(Prefix.Length, length).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
        return true;
    }
}
