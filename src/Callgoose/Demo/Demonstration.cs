using System.Globalization;

namespace Callgoose.Demo;

/// <summary>
/// Seeds a server with the incidents of a plausible night, then keeps its tools sending. Everything arrives over HTTP and passes
/// through filters, store and logs like real webhooks.
/// </summary>
internal sealed class Demonstration : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(9);

    /// <summary>The payload of a hastily configured tool. Filters are case-sensitive, so it does not match; the API log shows why.</summary>
    private static readonly byte[] NearMiss =
        """{"source":"betterstack","status":"started","id":"INC-70001","title":"Server Down: blog.example.com","description":"Status code 500."}"""u8.ToArray();

    private readonly CancellationTokenSource ended = new();
    private readonly DemoTools tools;
    private readonly DemoClock clock;
    private Task running = Task.CompletedTask;

    private Demonstration(DemoTools tools, DemoClock clock)
    {
        this.tools = tools;
        this.clock = clock;
    }

    /// <summary>Seeds the server, sets the clock to the real time, and continues in the background.</summary>
    /// <param name="tools">Sends the webhooks.</param>
    /// <param name="clock">The server's clock, which is <see cref="DemoScenes.Past"/> behind.</param>
    public static async Task<Demonstration> StartAsync(DemoTools tools, DemoClock clock)
    {
        var demonstration = new Demonstration(tools, clock);
        await demonstration.SeedAsync();
        clock.Behind = TimeSpan.Zero;
        demonstration.running = demonstration.RunAsync();
        return demonstration;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await running;
        ended.Dispose();
        tools.Dispose();
    }

    /// <summary>Replays everything that happened, in order, with the clock set to the right minute.</summary>
    private async Task SeedAsync()
    {
        var deeds = new List<(int MinutesAgo, Func<Task> Do)>();
        for (int i = 0; i < DemoScenes.Seeds.Length; i++)
        {
            AddDeeds(deeds, DemoScenes.Seeds[i], string.Create(CultureInfo.InvariantCulture, $"{48200 + (37 * i)}"));
        }

        deeds.Add((41, () => tools.SendAsync("BetterStack", NearMiss)));
        foreach ((int minutesAgo, Func<Task> act) in deeds.OrderByDescending(static deed => deed.MinutesAgo))
        {
            clock.Behind = TimeSpan.FromMinutes(minutesAgo);
            await act();
        }
    }

    private void AddDeeds(List<(int MinutesAgo, Func<Task> Do)> deeds, DemoScene scene, string key)
    {
        string incident = string.Empty;
        for (int i = 0; i < scene.Triggers; i++)
        {
            deeds.Add((Math.Max(0, scene.MinutesAgo - (2 * i)), async () => incident = (await TriggerAsync(scene, key))!));
        }

        if (scene.AcknowledgedAfter is int taken)
        {
            deeds.Add((scene.MinutesAgo - taken, () => tools.ActAsync(incident, "acknowledge", scene.ClosedAfter is null ? scene.Comment : null)));
        }

        if (scene.ClosedAfter is int closed)
        {
            deeds.Add((scene.MinutesAgo - closed, () => tools.ActAsync(incident, "resolve", scene.Comment)));
        }

        if (scene.ResolvedAfter is int resolved)
        {
            deeds.Add((scene.MinutesAgo - resolved, () => ResolveAsync(scene, key)));
        }
    }

    /// <summary>Repeats six steps: two incidents begin, one triggers again, one payload does not match, two incidents end.</summary>
    private async Task RunAsync()
    {
        var open = new Queue<(DemoScene Scene, string Key)>();
        int begun = 0;
        try
        {
            await Task.Delay(FirstPause, ended.Token);
            for (int round = 0; ; round++)
            {
                switch (round % 6)
                {
                    case 0 or 2:
                        DemoScene scene = DemoScenes.Trickle[begun++ % DemoScenes.Trickle.Length];
                        open.Enqueue((scene, string.Create(CultureInfo.InvariantCulture, $"{61000 + begun}")));
                        await TriggerAsync(scene, open.Last().Key);
                        break;
                    case 1:
                        await TriggerAsync(open.Last().Scene, open.Last().Key);
                        break;
                    case 3:
                        await tools.SendAsync("BetterStack", NearMiss);
                        break;
                    default:
                        (DemoScene over, string key) = open.Dequeue();
                        await ResolveAsync(over, key);
                        break;
                }

                await Task.Delay(Pause, ended.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            // The server stops, or a user tests what happens when it fails: the demonstration ends here.
        }
    }

    private Task<string?> TriggerAsync(DemoScene scene, string key) => tools.SendAsync(scene.Source, DemoPayload.Trigger(scene, key, clock.GetUtcNow()));

    private Task<string?> ResolveAsync(DemoScene scene, string key) => tools.SendAsync(scene.Source, DemoPayload.Resolve(scene, key, clock.GetUtcNow()));
}
