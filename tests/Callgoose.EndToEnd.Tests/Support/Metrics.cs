using System.Globalization;

namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>What <c>/metrics</c> told at one time.</summary>
public sealed class Metrics
{
    private readonly Dictionary<string, double> values;

    private Metrics(string text)
    {
        Text = text;
        values = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(static line => !line.StartsWith('#'))
            .ToDictionary(
                static line => line[..line.LastIndexOf(' ')],
                static line => double.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture));
    }

    public string Text { get; }

    /// <summary>The value of a series, written as in the text: with its labels.</summary>
    public double this[string series] => values.TryGetValue(series, out double value)
        ? value
        : throw new KeyNotFoundException($"there is no {series} in\n{Text}");

    public static async Task<Metrics> OfAsync(HttpClient http) => new(await http.GetStringAsync("/metrics"));
}
