using System.Text;
using Callgoose.Configuration;

namespace Callgoose.Cli;

/// <summary>The text that <c>callgoose serve</c> shows on a terminal, below the line that it always prints.</summary>
internal static class Greeting
{
    /// <summary>The maximum number of integrations to name.</summary>
    private const int MaxNames = 6;

    /// <summary>The width of the name column.</summary>
    private const int NameWidth = 14;

    /// <summary>Returns the text: where to look, what the server accepts, how to stop it.</summary>
    /// <param name="address">The server's address.</param>
    /// <param name="settings">The settings.</param>
    public static string Text(string address, ServerSettings settings)
    {
        string url = FirstStart.Reachable(address);
        string[] integrations = [.. settings.Services.SelectMany(static service => service.Integrations.All.ToArray()).Select(static i => i.Name).Distinct()];
        var text = new StringBuilder("\n");
        Add("page", $"{url}/");
        Add("webhooks", $"POST {url}/v1/process?from=NAME");
        Add("integrations", integrations.Length <= MaxNames ? string.Join(", ", integrations) : $"{string.Join(", ", integrations.Take(MaxNames))} and {integrations.Length - MaxNames} more");
        Add("services", string.Join(", ", settings.Services.Select(static service => service.IsEnabled ? service.Name : $"{service.Name} (disabled)")));
        Add("set up a tool", "callgoose integrations NAME");
        if (settings.Metrics == MetricsPlace.OnServer)
        {
            Add("metrics", $"{url}/metrics");
        }

        Add("stop", "Ctrl+C; everything accepted is on disk by then");
        return text.Append('\n').ToString();

        void Add(string name, string value) => text.Append("  ").Append(name.PadRight(NameWidth)).Append(value).Append('\n');
    }
}
