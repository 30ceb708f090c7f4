using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Contenders;

/// <summary>A running contender. Disposing it removes all of its files.</summary>
/// <param name="process">The process, or the parent of several.</param>
/// <param name="folder">The folder of its files, or null if it does not own one.</param>
internal sealed class RunningServer(Child process, TempFolder? folder) : IAsyncDisposable
{
    /// <summary>The address for webhooks.</summary>
    public required Uri Target { get; init; }

    /// <summary>The token that it accepts.</summary>
    public required string Token { get; init; }

    /// <summary>The status that each webhook of the load must get.</summary>
    public required int ExpectedStatus { get; init; }

    /// <summary>The expected body of such an answer.</summary>
    public AnswerBody ExpectedBody { get; init; } = AnswerBody.Verdict;

    /// <summary>The payload; a name below <c>payloads</c>.</summary>
    public string Payload { get; init; } = Payloads.Trigger;

    /// <summary>How many webhooks are sent before the measurement; by then files are mapped, buffers have grown and code is compiled.</summary>
    public int WarmUpWebhooks { get; init; } = 5_000;

    /// <summary>Reads how many incidents it keeps; null if it keeps none.</summary>
    public Func<RunningServer, Task<long>>? CountIncidents { get; init; }

    /// <summary>The process id.</summary>
    public int ProcessId => process.Id;

    /// <summary>Waits until it accepts connections.</summary>
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
    /// <exception cref="LoadTestException">It ended with an error.</exception>
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
