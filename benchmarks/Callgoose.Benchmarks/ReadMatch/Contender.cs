using Callgoose.Benchmarks.ReadMatch.Bodies;

namespace Callgoose.Benchmarks.ReadMatch;

/// <summary>Something that takes a body from bytes to verdict.</summary>
internal abstract class Contender(string name) : IDisposable
{
    /// <summary>Its name in tables.</summary>
    public string Name => name;

    /// <summary>Reads a body and returns the verdict.</summary>
    /// <param name="index">The number of the body in its set.</param>
    /// <returns>Null if it refuses the body.</returns>
    public abstract Verdict? Show(int index);

    /// <summary>Reads all bodies of the set a number of times.</summary>
    /// <returns>Nanoseconds of processor time for one body.</returns>
    public abstract double Time(int passes);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>The contenders that run in this process, for one set.</summary>
    public static Contender[] InProcess(BodySet set) =>
    [
        new InProcessContender<HandWrittenRun>("Utf8JsonReader by hand", new HandWrittenRun(), set),
        new InProcessContender<IntegrationRun>("callgoose, generated", IntegrationRun.Generated(), set),
        new InProcessContender<IntegrationRun>("callgoose, interpreted", IntegrationRun.Interpreted(), set),
        new InProcessContender<GeneralRun>("callgoose, generated, layouts off", new GeneralRun(), set),
        new InProcessContender<DocumentRun>("JsonDocument", default, set),
        new InProcessContender<SerializerRun>("JsonSerializer, source-generated", default, set),
        new InProcessContender<NewtonsoftRun>("Newtonsoft.Json", default, set),
    ];
}
