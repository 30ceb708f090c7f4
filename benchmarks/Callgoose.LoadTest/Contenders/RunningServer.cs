using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Contenders;

/// <summary>A contender that takes requests. Ending it removes everything it had on disk.</summary>
/// <param name="process">The process, or the first of a family.</param>
/// <param name="folder">What it has on disk, or null if that belongs to somebody else.</param>
internal sealed class RunningServer(Child process, TempFolder? folder) : IAsyncDisposable
{
    /// <summary>Where webhooks are sent.</summary>
    public required Uri Target { get; init; }

    /// <summary>The token that it accepts.</summary>
    public required string Token { get; init; }

    /// <summary>The status that each of the load's webhooks must be answered with.</summary>
    public required int ExpectedStatus { get; init; }

    /// <summary>What such an answer says.</summary>
    public AnswerBody ExpectedBody { get; init; } = AnswerBody.Verdict;

    /// <summary>What it is sent; a name below <c>payloads</c>.</summary>
    public string Payload { get; init; } = Payloads.Trigger;

    /// <summary>How many webhooks are sent before the clock starts; files are mapped, buffers grown and code compiled by then.</summary>
    public int WarmUpWebhooks { get; init; } = 5_000;

    /// <summary>Asks it how many incidents it keeps; null if it keeps none.</summary>
    public Func<RunningServer, Task<long>>? CountIncidents { get; init; }

    /// <summary>The process id.</summary>
    public int ProcessId => process.Id;

    /// <summary>Waits until it takes connections.</summary>
    /// <exception cref="LoadTestException">It does not.</exception>
    public async Task WaitUntilItListensAsync()
    {
        if (!await LoopbackPort.ListensAsync(Target.Port))
        {
            throw new LoadTestException($"Nothing listens at {Target}:\n{process.Output}");
        }
    }

    /// <summary>Asks it to read its configuration again.</summary>
    public void Reload() => process.HangUp();

    /// <summary>Stops it as an operator would.</summary>
    /// <exception cref="LoadTestException">It did not end well.</exception>
    public async Task StopAsync()
    {
        int exitCode = await process.StopAsync();
        if (exitCode != 0)
        {
            throw new LoadTestException($"The server at {Target} ended with {exitCode} after SIGTERM:\n{process.Output}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        folder?.Dispose();
    }
}
