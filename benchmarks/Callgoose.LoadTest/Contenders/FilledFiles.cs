using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Contenders;

/// <summary>The configuration files and scripts of the rivals. The run fills in the places marked <c>@NAME@</c>.</summary>
internal static class FilledFiles
{
    /// <summary>The path at which rivals take webhooks, where it can be chosen.</summary>
    public const string ProcessPath = "/v1/process?from=BetterStack";

    /// <summary>The token that rivals accept.</summary>
    public const string Token = "cg_load-test-token-of-the-rival-0123456789abcdef";

    /// <summary>Writes one of them into a folder.</summary>
    /// <returns>Its path.</returns>
    public static string Write(string file, TempFolder folder, params IEnumerable<(string Name, string Value)> values)
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contenders", file));
        foreach ((string name, string value) in values.Prepend(("TOKEN", Token)).Prepend(("FOLDER", folder.FullName)))
        {
            text = text.Replace($"@{name}@", value, StringComparison.Ordinal);
        }

        File.WriteAllText(folder[file], text);
        return folder[file];
    }
}
