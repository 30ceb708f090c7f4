using BenchmarkDotNet.Attributes;
using Callgoose.Benchmarks.Ratios;
using Callgoose.Benchmarks.ReadMatch.Bodies;

namespace Callgoose.Benchmarks.ReadMatch;

/// <summary>
/// One payload from bytes to verdict: the body is checked to be valid UTF-8 and one JSON value with nothing after it, both filters run, and the
/// incident key, title, description and time are extracted.
/// </summary>
[BenchmarkCategory("read-match")]
public class ReadMatchBenchmarks
{
    private readonly HandWrittenRun handWritten = new();
    private readonly IntegrationRun generated = IntegrationRun.Generated();
    private readonly IntegrationRun interpreted = IntegrationRun.Interpreted();
    private readonly GeneralRun general = new();
    private byte[] body = [];

    /// <summary>The guide's payload.</summary>
    [Params("trigger", "resolve")]
    public string Payload { get; set; } = "";

    /// <summary>Reads the payload, and checks that all contenders agree on its verdict and refuse the same bodies.</summary>
    [GlobalSetup]
    public void Setup()
    {
        BodySet set = BodySet.All.First(set => set.Name.EndsWith(Payload, StringComparison.Ordinal));
        body = set.Bodies[0];
        Agreement.Require(set, Contender.InProcess(set));
        Agreement.RequireOddBodies(body);
    }

    /// <summary>The baseline.</summary>
    [Benchmark(Baseline = true, Description = "Utf8JsonReader by hand")]
    public int ByHand() => handWritten.Run(body);

    /// <summary>The product.</summary>
    [Benchmark(Description = "callgoose, generated")]
    public int Generated() => generated.Run(body);

    /// <summary>The product, with the same schema file loaded at run time.</summary>
    [Benchmark(Description = "callgoose, interpreted")]
    public int Interpreted() => interpreted.Run(body);

    /// <summary>The product, as if it had never seen such a payload.</summary>
    [Benchmark(Description = "callgoose, generated, layouts off")]
    public int General() => general.Run(body);

    /// <summary>A rival.</summary>
    [Benchmark(Description = "JsonDocument")]
    public int Document() => default(DocumentRun).Run(body);

    /// <summary>A rival.</summary>
    [Benchmark(Description = "JsonSerializer, source-generated")]
    public int Serializer() => default(SerializerRun).Run(body);

    /// <summary>A rival.</summary>
    [Benchmark(Description = "Newtonsoft.Json")]
    public int Newtonsoft() => default(NewtonsoftRun).Run(body);
}
