using System.Globalization;
using Callgoose.LoadTest.Contenders;

namespace Callgoose.LoadTest.Load;

/// <summary>The values at <c>/metrics</c> of a server, in the text format of Prometheus.</summary>
internal static class ServerMetrics
{
    /// <summary>Reads all of them.</summary>
    /// <returns>Each value by its name, with its labels as they are written.</returns>
    public static async Task<IReadOnlyDictionary<string, double>> ReadAsync(RunningServer server)
    {
        using var http = new HttpClient();
        string text = await http.GetStringAsync(new Uri(server.Target, "/metrics"));
        return text.Split('\n')
            .Where(static line => line.Length > 0 && line[0] != '#')
            .Select(static line => (Line: line, Blank: line.LastIndexOf(' ')))
            .ToDictionary(
                static l => l.Line[..l.Blank],
                static l => double.Parse(l.Line[(l.Blank + 1)..], CultureInfo.InvariantCulture),
                StringComparer.Ordinal);
    }
}
