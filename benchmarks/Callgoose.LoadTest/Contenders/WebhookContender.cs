using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Contenders;

/// <summary>adnanh/webhook; <c>hooks.json</c> has its rules.</summary>
/// <param name="name">The name.</param>
/// <param name="runsProgram">
/// True for its purpose: it runs a program for each webhook that its rules let pass. False for inverted rules, so that the load's webhooks run none.
/// </param>
/// <param name="description">What it is.</param>
internal sealed class WebhookContender(string name, bool runsProgram, string description) : IContender
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Abilities Abilities { get; } = new(Authenticates: true, Filters: true, Durable: false, description);

    /// <inheritdoc/>
    public bool IsInstalled => Tools.Find("webhook") is not null;

    /// <inheritdoc/>
    public Task<RunningServer> StartAsync() => ContenderStart.RunAsync((folder, port) =>
    {
        Child process = ContenderStart.Process(
            Tools.Find("webhook")!,
            "-hooks", FilledFiles.Write("hooks.json", folder), "-ip", "127.0.0.1", "-port", $"{port}", "-urlprefix", "v1");
        return new RunningServer(process, folder)
        {
            Target = new Uri($"http://127.0.0.1:{port}/v1/{(runsProgram ? "process" : "rules")}?from=BetterStack"),
            Token = FilledFiles.Token,
            ExpectedStatus = 201,
            ExpectedBody = runsProgram ? AnswerBody.IncidentKey : AnswerBody.Text,
            WarmUpWebhooks = runsProgram ? 200 : 5_000,
        };
    });
}
