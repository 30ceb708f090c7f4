namespace Callgoose.Doors.Opsgenie;

/// <summary>A path of the Alert API.</summary>
/// <param name="Action">What is wanted.</param>
/// <param name="Identifier">Which alert; empty for a new one.</param>
internal readonly record struct AlertPath(AlertAction Action, string Identifier)
{
    /// <summary>Where alerts are.</summary>
    public const string Alerts = "/v2/alerts";

    /// <summary>Where the outcome of requests is.</summary>
    public const string RequestPrefix = Alerts + "/requests/";

    private const string Prefix = Alerts + "/";

    /// <summary>Reads a path of which <see cref="TryParse"/> has found that it is one.</summary>
    public static AlertPath Of(string path) => TryParse(path, out AlertPath alert) ? alert : throw new ArgumentException("It is not the path of an alert.", nameof(path));

    /// <summary>Reads a path.</summary>
    /// <param name="path">The path, decoded but for <c>%2F</c>, which a server leaves as it is.</param>
    /// <param name="alert">What it names.</param>
    /// <returns>False if it is no path of an alert.</returns>
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
