using System.Text.Json;
using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Load;

/// <summary>
/// Runs the generator in a separate process, which is this program with other arguments: then the rest of the work (collections, reading of outputs)
/// delays no webhook, and the generator can be pinned to one core.
/// </summary>
/// <param name="connections">How many connections send.</param>
/// <param name="core">The core that it is pinned to; null for any.</param>
internal sealed class OpenLoop(int connections, int? core)
{
    /// <summary>The first argument that makes this program the generator; the plan as JSON is the second.</summary>
    public const string Command = "open-loop-generator";

    private const double WarmUpSeconds = 1;
    private static int runs;

    /// <summary>Sends webhooks at a rate for a time.</summary>
    /// <exception cref="LoadTestException">A webhook did not get the expected answer.</exception>
    public async Task<OpenLoopResult> SendAsync(RunningServer server, double rate, TimeSpan time)
    {
        var plan = new OpenLoopPlan
        {
            Target = server.Target,
            Token = server.Token,
            Payload = server.Payload,
            Run = $"{Environment.ProcessId % 65536:x4}o{Interlocked.Increment(ref runs):x3}",
            ExpectedStatus = server.ExpectedStatus,
            Connections = connections,
            Rate = rate,
            WarmUpSeconds = WarmUpSeconds,
            Seconds = time.TotalSeconds,
        };
        string[] call = [Environment.ProcessPath!, Command, JsonSerializer.Serialize(plan)];
        string[] command = core is null ? call : ["taskset", "--cpu-list", $"{core}", .. call];
        await using Child child = Child.Start(
            command[0],
            command[1..],
            // Optimized code from the start, and no second thread for collections.
            ("DOTNET_TieredCompilation", "0"),
            ("DOTNET_gcConcurrent", "0"));
        int exitCode = await child.WaitAsync();
        return exitCode == 0
            ? JsonSerializer.Deserialize<OpenLoopResult>(child.Output)!
            : throw new LoadTestException($"{server.Target}: {child.Output}");
    }

    /// <summary>Runs this program as the generator.</summary>
    /// <param name="plan">The plan as JSON.</param>
    /// <returns>The exit code.</returns>
    public static int RunGenerator(string plan)
    {
        try
        {
            OpenLoopResult result = OpenLoopGenerator.Run(JsonSerializer.Deserialize<OpenLoopPlan>(plan)!);
            Console.WriteLine(JsonSerializer.Serialize(result));
            return 0;
        }
        catch (LoadTestException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
