using System.Diagnostics;
using System.Globalization;

namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>The values of <c>/metrics</c> at one time.</summary>
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

    /// <summary>The value of a series, named as in the text: with its labels.</summary>
    public double this[string series] => values.TryGetValue(series, out double value)
        ? value
        : throw new KeyNotFoundException($"there is no {series} in\n{Text}");

    /// <summary>Waits until the metrics fulfil a condition.</summary>
    public static async Task WaitAsync(HttpClient http, Func<Metrics, bool> told)
    {
        Metrics metrics = await OfAsync(http);
        for (var waited = Stopwatch.StartNew(); !told(metrics); metrics = await OfAsync(http))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(1), metrics.Text);
            await Task.Delay(10);
        }
    }

    public static async Task<Metrics> OfAsync(HttpClient http) => new(await http.GetStringAsync("/metrics"));
}
