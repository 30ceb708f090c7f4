using System.Globalization;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Contenders;

/// <summary>The project <c>Callgoose.StockProduct</c>.</summary>
internal sealed class StockContender : IContender
{
    private string? program;

    /// <inheritdoc/>
    public string Name => "stock";

    /// <inheritdoc/>
    public Abilities Abilities { get; } = new(
        Authenticates: true,
        Filters: true,
        Durable: true,
        "the obvious C# product ([`Callgoose.StockProduct`](Callgoose.StockProduct/Program.cs)): ASP.NET Core minimal API, "
        + "`JsonSerializer`, an insert through Microsoft.Data.Sqlite for each call, in WAL mode, synced");

    /// <inheritdoc/>
    public async Task PrepareAsync() => program ??= await Repository.PublishAsync("benchmarks", "Callgoose.StockProduct");

    /// <inheritdoc/>
    public Task<RunningServer> StartAsync() => ContenderStart.RunAsync((folder, port) =>
    {
        string address = $"http://127.0.0.1:{port}";
        Child process = ContenderStart.Process(
            program!, "--urls", address, "--database", folder["incidents.db"], "--token", FilledFiles.Token);
        return new RunningServer(process, folder)
        {
            Target = new Uri(address + FilledFiles.ProcessPath),
            Token = FilledFiles.Token,
            ExpectedStatus = 201,
            CountIncidents = CountAsync,
        };
    });

    /// <summary>Reads how many incidents it keeps.</summary>
    public static async Task<long> CountAsync(RunningServer server)
    {
        using var http = new HttpClient();
        return long.Parse(await http.GetStringAsync(new Uri(server.Target, "/v1/incidents/count")), CultureInfo.InvariantCulture);
    }
}
