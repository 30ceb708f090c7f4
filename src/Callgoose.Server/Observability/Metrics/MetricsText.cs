using System.Globalization;
using System.Text;
using Callgoose.Storage.Statistics;

namespace Callgoose.Observability.Metrics;

/// <summary>Writes metrics in Prometheus' text format, version 0.0.4 (prometheus.io, "Exposition formats").</summary>
internal sealed class MetricsText
{
    /// <summary>The media type of the format.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder text = new(16 * 1024);
    private string family = string.Empty;

    /// <summary>Begins a metric that only increases. Its name ends in <c>_total</c>.</summary>
    public MetricsText Counter(string name, string help) => Begin(name, "counter", help);

    /// <summary>Begins a metric that goes up and down.</summary>
    public MetricsText Gauge(string name, string help) => Begin(name, "gauge", help);

    /// <summary>Adds a value to the current metric.</summary>
    public MetricsText Value(double value, params ReadOnlySpan<(string Name, string Value)> labels) => Line(string.Empty, value, labels);

    /// <summary>Writes a histogram: the number of values up to each bound, their sum and their total number.</summary>
    public void Histogram(string name, string help, Histogram histogram)
    {
        Begin(name, "histogram", help);
        long count = 0;
        for (int bucket = 0; bucket < histogram.Bounds.Count; bucket++)
        {
            count += histogram.Count(bucket);
            Line("_bucket", count, [("le", histogram.Bounds[bucket].ToString(CultureInfo.InvariantCulture))]);
        }

        count += histogram.Count(histogram.Bounds.Count);
        Line("_bucket", count, [("le", "+Inf")]);
        Line("_sum", histogram.Sum, []);
        Line("_count", count, []);
    }

    /// <summary>Returns everything written, as UTF-8.</summary>
    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(text.ToString());

    private MetricsText Begin(string name, string type, string help)
    {
        family = name;
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        return this;
    }

    private MetricsText Line(string ending, double value, ReadOnlySpan<(string Name, string Value)> labels)
    {
        text.Append(family).Append(ending);
        for (int i = 0; i < labels.Length; i++)
        {
            text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"").Append(Escaped(labels[i].Value)).Append('"');
        }

        text.Append(labels.IsEmpty ? " " : "} ").Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
        return this;
    }

    private static string Escaped(string value) => value.AsSpan().IndexOfAny('\\', '"', '\n') < 0
        ? value
        : value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
}
