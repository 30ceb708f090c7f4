using System.Text;
using BenchmarkDotNet.Attributes;
using Callgoose.Incidents;

namespace Callgoose.Benchmarks.ReadMatch;

/// <summary>
/// One payload from bytes to verdict: the body is checked to be valid UTF-8 and one JSON value with nothing behind it, both
/// filters are run, and the incident key, title, description and time are taken out.
/// </summary>
[BenchmarkCategory("read-match")]
public class ReadMatchBenchmarks
{
    private readonly IntegrationMatcher generated = IntegrationMatcher.Compiled();
    private readonly IntegrationMatcher interpreted = IntegrationMatcher.Interpreted();
    private readonly HandWrittenMatcher handWritten = new();
    private byte[] body = [];

    /// <summary>The guide's payload.</summary>
    [Params("trigger", "resolve")]
    public string Payload { get; set; } = "";

    /// <summary>Reads the payload, and holds that all come to the same verdict on it and refuse the same bodies.</summary>
    [GlobalSetup]
    public void Setup()
    {
        body = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "payloads", "better-stack", $"{Payload}.json"));
        const string Title = "Server Down: api.example.com", Description = "Monitor check failed. Status code 500.";
        Expect(body, Payload == "trigger"
            ? new Verdict(true, false, "INC-98765", Title, Description, "2025-11-10T09:12:00Z")
            : new Verdict(false, true, "INC-98765", OccurredAt: "2025-11-10T09:20:00Z"));
        Expect(
            """{"status":"St\u0061rted","\u0069d":"a\nb","title":"\ud83d\ude00"}"""u8,
            new Verdict(true, false, "a\nb", "😀"));
        Expect("""{"status":"started","id":"1"}"""u8, default(Verdict));
        Expect([.. body, (byte)'x'], null);
        Expect(body.AsSpan(0, body.AsSpan().LastIndexOf((byte)'}')), null);
        Expect("{\"status\":\"\xFF\"}".Select(static c => (byte)c).ToArray(), null);
    }

    /// <summary>The baseline.</summary>
    [Benchmark(Baseline = true, Description = "Utf8JsonReader by hand")]
    public int ByHand()
    {
        FilterMatch match = default;
        handWritten.TryMatch(body, ref match);
        return Size(match);
    }

    /// <summary>The product.</summary>
    [Benchmark(Description = "callgoose, generated")]
    public int Generated()
    {
        FilterMatch match = default;
        generated.TryMatch(body, ref match);
        return Size(match);
    }

    /// <summary>The product, with the same schema file given at run time.</summary>
    [Benchmark(Description = "callgoose, interpreted")]
    public int Interpreted()
    {
        FilterMatch match = default;
        interpreted.TryMatch(body, ref match);
        return Size(match);
    }

    /// <summary>A rival.</summary>
    [Benchmark(Description = "JsonDocument")]
    public bool Document() => DocumentMatcher.TryMatch(body, out _);

    /// <summary>A rival.</summary>
    [Benchmark(Description = "JsonSerializer, source-generated")]
    public bool Serializer() => SerializerMatcher.TryMatch(body, out _);

    private static int Size(in FilterMatch match) =>
        match.Trigger.Key.Length + match.Trigger.Title.Length + match.Trigger.Description.Length + match.Resolve.Key.Length;

    /// <param name="payload">A body.</param>
    /// <param name="expected">The verdict, or null if the body must be refused.</param>
    private void Expect(ReadOnlySpan<byte> payload, Verdict? expected)
    {
        byte[] bytes = payload.ToArray();
        FilterMatch match = default;
        Expect("generated", bytes, expected, generated.TryMatch(bytes, ref match), Verdict.Of(match));
        match = default;
        Expect("interpreted", bytes, expected, interpreted.TryMatch(bytes, ref match), Verdict.Of(match));
        match = default;
        Expect("by hand", bytes, expected, handWritten.TryMatch(bytes, ref match), Verdict.Of(match));
        Expect("document", bytes, expected, DocumentMatcher.TryMatch(bytes, out Verdict verdict), verdict);
        Expect("serializer", bytes, expected, SerializerMatcher.TryMatch(bytes, out verdict), verdict);
    }

    private static void Expect(string who, byte[] payload, Verdict? expected, bool accepted, Verdict verdict)
    {
        if (expected is null ? accepted : !accepted || verdict != expected)
        {
            object gave = accepted ? verdict : "refused";
            throw new InvalidOperationException(
                $"{who}: {gave} instead of {(object?)expected ?? "refused"} for {Encoding.UTF8.GetString(payload)}");
        }
    }
}
