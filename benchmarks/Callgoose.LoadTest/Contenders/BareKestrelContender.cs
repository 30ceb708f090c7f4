using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Contenders;

/// <summary>The project <c>Callgoose.BareKestrel</c>.</summary>
internal sealed class BareKestrelContender : IContender
{
    private string? program;

    /// <inheritdoc/>
    public string Name => "kestrel-empty";

    /// <inheritdoc/>
    public Abilities Abilities { get; } = new(
        Authenticates: false,
        Filters: false,
        Durable: false,
        "control ([`Callgoose.BareKestrel`](Callgoose.BareKestrel/Program.cs)): Kestrel as the product has it, natively compiled; "
        + "reads the body and answers with an empty 200");

    /// <inheritdoc/>
    public async Task PrepareAsync() => program ??= await Repository.PublishAsync("benchmarks", "Callgoose.BareKestrel");

    /// <inheritdoc/>
    public Task<RunningServer> StartAsync() => ContenderStart.RunAsync((folder, port) =>
    {
        string address = $"http://127.0.0.1:{port}";
        return new RunningServer(ContenderStart.Process(program!, address), folder)
        {
            Target = new Uri(address + FilledFiles.ProcessPath),
            Token = FilledFiles.Token,
            ExpectedStatus = 200,
            ExpectedBody = AnswerBody.Empty,
        };
    });
}
