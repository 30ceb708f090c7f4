using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Contenders;

/// <summary>Node.js with its built-in HTTP server; <c>process.js</c> is the whole program.</summary>
internal sealed class NodeContender : IContender
{
    /// <inheritdoc/>
    public string Name => "node";

    /// <inheritdoc/>
    public Abilities Abilities { get; } = new(
        Authenticates: true,
        Filters: true,
        Durable: false,
        "Node.js, its `http` and `JSON.parse` ([`process.js`](Callgoose.LoadTest/Contenders/process.js)), one process; keeps nothing");

    /// <inheritdoc/>
    public bool IsInstalled => Tools.Find("node") is not null;

    /// <inheritdoc/>
    public Task<RunningServer> StartAsync() => ContenderStart.RunAsync(static (folder, port) =>
    {
        Child process = ContenderStart.Process(
            Tools.Find("node")!, FilledFiles.Write("process.js", folder, ("PORT", $"{port}")));
        return new RunningServer(process, folder)
        {
            Target = new Uri($"http://127.0.0.1:{port}{FilledFiles.ProcessPath}"),
            Token = FilledFiles.Token,
            ExpectedStatus = 201,
        };
    });
}
