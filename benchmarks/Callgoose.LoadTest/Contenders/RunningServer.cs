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

    /// <summary>True if it promises to keep the incidents and can be asked for them.</summary>
    public bool KeepsIncidents { get; init; }

    /// <summary>The process id.</summary>
    public int ProcessId => process.Id;

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
