using Callgoose.Storage.Memory;

namespace Callgoose.Incidents.Tests;

/// <summary>
/// The calls of a history, each once or twice and in any order, lead to the same result as the ordered history (tests/README.md R23). The README names
/// the exceptions; each of them is louder.
/// </summary>
public class HistoryTests
{
    private const int Histories = 400;
    private const int LongHistories = 300;

    private static readonly Urgency[] Urgencies = [Urgency.Low, Urgency.P4, Urgency.P3, Urgency.High, Urgency.P1];

    [Fact]
    public void In_order_it_leaves_what_the_state_table_says()
    {
        var random = new Random(23);
        for (int i = 0; i < Histories; i++)
        {
            HistoryEvent[] history = Draw(random, 1 + random.Next(12));
            StateTableOracle oracle = StateTableOracle.After(history);
            Scenario scenario = Play(history.OrderBy(static happened => happened.At));

            foreach (string key in Keys(history))
            {
                string story = $"{key} after {string.Join(", ", history.OrderBy(static happened => happened.At))}";
                Assert.True(oracle.StateOf(key) == StateOf(scenario, key), $"{StateOf(scenario, key)} and not {oracle.StateOf(key)}: {story}");
                if (oracle.StateOf(key) is "triggered" or "acknowledged")
                {
                    Assert.True(oracle.UrgencyOf(key) == UrgencyOf(scenario, key), story);
                }
            }
        }
    }

    /// <summary>Every order of short histories.</summary>
    [Fact]
    public void In_every_order_the_same_is_open_and_nothing_is_quieter()
    {
        var random = new Random(2024);
        int played = 0;
        for (int i = 0; i < Histories / 10; i++)
        {
            HistoryEvent[] history = Draw(random, 2 + random.Next(4));
            foreach (HistoryEvent[] order in Permutations(history))
            {
                Check(history, order);
                played++;
            }
        }

        Assert.True(played > 1000, $"only {played} orders");
    }

    /// <summary>Random orders of long histories, with some reports delivered twice.</summary>
    [Fact]
    public void With_retries_the_same_is_open_and_nothing_is_quieter()
    {
        var random = new Random(7);
        for (int i = 0; i < LongHistories; i++)
        {
            HistoryEvent[] history = Draw(random, 5 + random.Next(15));
            HistoryEvent[] order = [.. history, .. history.Where(_ => random.Next(3) == 0)];
            random.Shuffle(order);
            Check(history, order);
        }
    }

    /// <summary>A call without a time happened when it arrived, because nothing else tells. A start after an end is therefore new.</summary>
    [Fact]
    public void Without_times_the_order_of_arrival_is_the_history()
    {
        var random = new Random(5);
        for (int i = 0; i < Histories; i++)
        {
            HistoryEvent[] history = Draw(random, 1 + random.Next(12));
            random.Shuffle(history);
            StateTableOracle oracle = StateTableOracle.After(history.Select(static (happened, place) => happened with { At = place }));
            Scenario scenario = Play(history, isTimed: false);

            Assert.All(Keys(history), key => Assert.Equal(oracle.StateOf(key), StateOf(scenario, key)));
        }
    }

    private static void Check(HistoryEvent[] history, HistoryEvent[] order)
    {
        StateTableOracle oracle = StateTableOracle.After(history);
        Scenario scenario = Play(order);
        foreach (string key in Keys(history))
        {
            string expected = oracle.StateOf(key);
            string found = StateOf(scenario, key);
            string story = $"{key} is {found} and not {expected} after {string.Join(", ", (object[])order)}";

            // A resolve that comes before its triggers leaves no incident, which is as good as a resolved one.
            bool isOpen = found is "triggered" or "acknowledged";
            Assert.True(isOpen == expected is "triggered" or "acknowledged", story);
            Assert.True(found != "acknowledged" || expected == "acknowledged", story);
            if (isOpen)
            {
                Assert.True(StateTableOracle.IsAtLeast(UrgencyOf(scenario, key), oracle.UrgencyOf(key)), story);
            }

            Assert.True(scenario.Store.Incidents.Count(incident => incident.Key == key && incident.Row.IsActive) <= 1, story);
        }
    }

    private static Scenario Play(IEnumerable<HistoryEvent> order, bool isTimed = true)
    {
        var scenario = new Scenario();
        long begin = scenario.Now - 3_600_000;
        foreach (HistoryEvent happened in order)
        {
            scenario.Wait(TimeSpan.FromSeconds(1));
            long? at = isTimed ? begin + happened.At : null;
            scenario.Body = happened.ToString();
            scenario.Call((happened.Kind switch
            {
                HistoryKind.Start => Wanted.Trigger(happened.Key) with { Began = at, Urgency = happened.Urgency },
                HistoryKind.End => Wanted.Resolve(happened.Key) with { Ended = at },
                _ => Wanted.Acknowledge(happened.Key) with { Given = at },
            }) with { IsTimed = isTimed });
        }

        return scenario;
    }

    private static HistoryEvent[] Draw(Random random, int length) =>
    [
        .. Enumerable.Range(0, length).Select(place => new HistoryEvent(
            random.Next(10) switch { < 5 => HistoryKind.Start, < 8 => HistoryKind.End, _ => HistoryKind.Acknowledge },
            random.Next(3) == 0 ? "2" : "1",
            (place * 1000) + random.Next(1000),
            Urgencies[random.Next(3) == 0 ? random.Next(Urgencies.Length) : 3])),
    ];

    private static IEnumerable<string> Keys(HistoryEvent[] history) => history.Select(static happened => happened.Key).Distinct();

    private static MemoryIncident? Newest(Scenario scenario, string key) => scenario.Store.Incidents.LastOrDefault(incident => incident.Key == key);

    private static string StateOf(Scenario scenario, string key) => Newest(scenario, key)?.State.ToText() ?? "none";

    private static Urgency UrgencyOf(Scenario scenario, string key) => Newest(scenario, key)!.Urgency;

    private static IEnumerable<HistoryEvent[]> Permutations(HistoryEvent[] events)
    {
        if (events.Length <= 1)
        {
            yield return events;
            yield break;
        }

        for (int i = 0; i < events.Length; i++)
        {
            HistoryEvent[] others = [.. events[..i], .. events[(i + 1)..]];
            foreach (HistoryEvent[] rest in Permutations(others))
            {
                yield return [events[i], .. rest];
            }
        }
    }
}
