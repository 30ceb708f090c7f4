using System.Globalization;
using Callgoose.LoadTest.Platform;
using Callgoose.Testing;

namespace Callgoose.LoadTest.Contenders;

/// <summary>Servers that keep their incidents in one database on a PostgreSQL of this run.</summary>
/// <param name="Name">The name in the table.</param>
/// <param name="Start">Starts the servers on an empty database.</param>
internal sealed record SharedStoreContender(string Name, Func<PostgresServer, Task<IReadOnlyList<RunningServer>>> Start)
{
    /// <summary>The product, with this number of servers.</summary>
    public static SharedStoreContender Product(string executable, int servers) => new(
        servers == 1 ? "callgoose" : $"callgoose, {servers} servers",
        postgres =>
        {
            var folder = new TempFolder();
            string configuration = folder["callgoose.json"];
            File.WriteAllText(configuration, $$"""{ "store": "{{postgres.NewDatabase()}}" }""");
            File.SetUnixFileMode(configuration, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            var product = new CallgooseContender(executable);
            var running = new List<RunningServer>();
            for (int i = 0; i < servers; i++)
            {
                running.Add(product.StartShared(configuration, running.Count == 0 ? null : running[0].Token, i == 0 ? folder : null));
            }

            return Task.FromResult<IReadOnlyList<RunningServer>>(running);
        });

    /// <summary>The obvious C# product on PostgreSQL.</summary>
    /// <param name="program">The published program.</param>
    public static SharedStoreContender Stock(string program) => new(
        "stock-postgres",
        async postgres =>
        {
            var url = new Uri(postgres.NewDatabase());
            string connection = string.Create(
                CultureInfo.InvariantCulture,
                $"Host={url.Host};Port={url.Port};Database={url.AbsolutePath[1..]};Username={PostgresServer.User};Password={PostgresServer.Password}");
            return
            [
                await ContenderStart.RunAsync((folder, port) => new RunningServer(
                    ContenderStart.Process(program, "--urls", $"http://127.0.0.1:{port}", "--postgres", connection, "--token", FilledFiles.Token),
                    folder)
                {
                    Target = new Uri($"http://127.0.0.1:{port}{FilledFiles.ProcessPath}"),
                    Token = FilledFiles.Token,
                    ExpectedStatus = 201,
                    CountIncidents = StockContender.CountAsync,
                }),
            ];
        });
}
