using System.Text;

namespace Callgoose.Payloads.Tests;

/// <summary>Whatever a sender sends, the cache stays small, learning costs little, and layouts in use stay known.</summary>
public class LearningTests
{
    private const int LayoutBytes = 2 * LayoutCache.MaxLiteralBytes;

    private readonly LayoutReading reading = new("id", "status", "title", "k7");

    [Fact]
    public void Layouts_that_come_in_turns_are_all_known()
    {
        string[] bodies = [.. Enumerable.Range(0, LayoutCache.MaxLayouts).Select(Body)];
        Assert.All(bodies, body => Assert.True(reading.Read(body)));

        Assert.All(bodies, body => Assert.True(reading.Read(body) && reading.ByLayout));
    }

    [Fact]
    public void A_sender_that_never_sends_the_same_twice_costs_bounded_memory_and_few_attempts()
    {
        for (int i = 0; i < 1000; i++)
        {
            reading.Read(Body(i));
        }

        Assert.Equal(LayoutCache.MaxLayouts, reading.Layouts.Count);
        Assert.True(reading.Layouts.Bytes < LayoutCache.MaxLayouts * LayoutBytes);
        byte[][] bodies = [.. Enumerable.Range(1000, 100_000).Select(i => Encoding.UTF8.GetBytes(Body(i)))];

        // A hundred thousand unknown bodies after the first thousand: fewer than ten more attempts to learn.
        long bytes = Allocations.OfOne(() => Array.ForEach(bodies, body => reading.ReadAlone(body)));

        Assert.InRange(bytes, 0, 10 * LayoutBytes);
        Assert.Equal(LayoutCache.MaxLayouts, reading.Layouts.Count);
        Assert.True(reading.Layouts.Bytes < LayoutCache.MaxLayouts * LayoutBytes);
    }

    [Fact]
    public void A_layout_in_use_stays_known_among_ones_that_are_not()
    {
        string used = """{"status": "Started", "title": "in use"}""";
        for (int i = 0; i < 20_000; i++)
        {
            reading.Read(used);
            reading.Read(Body(i));
        }

        reading.Read(used);
        Assert.True(reading.ByLayout);
    }

    [Fact]
    public void More_layouts_in_turns_than_are_kept_do_not_chase_each_other_away()
    {
        byte[][] bodies = [.. Enumerable.Range(0, LayoutCache.MaxLayouts + 4).Select(i => Encoding.UTF8.GetBytes(Body(i)))];
        int byLayout = 0;
        for (int i = 0; i < 20_000; i++)
        {
            reading.Read(bodies[i % bodies.Length]);
            byLayout += reading.ByLayout ? 1 : 0;
        }

        Assert.InRange(byLayout, 20_000 / 2, 20_000);
    }

    [Fact]
    public void After_many_unknown_bodies_few_are_compared_until_one_fits()
    {
        string known = """{"status": "Started", "title": "known"}""";
        reading.Read(known);
        for (int i = 0; i < LayoutCache.MaxMisses + 1000; i++)
        {
            reading.Read(Body(100 + i));
        }

        bool[] byLayout = [.. Enumerable.Range(0, 3 * LayoutCache.Stride).Select(_ => reading.Read(known) && reading.ByLayout)];

        int first = Array.IndexOf(byLayout, true);
        Assert.InRange(first, 1, LayoutCache.Stride - 1);
        Assert.All(byLayout[first..], Assert.True);
    }

    [Fact]
    public void Bodies_of_known_and_of_unknown_layouts_are_read_without_allocating()
    {
        byte[][] bodies = [.. Enumerable.Range(0, 64).Select(i => Encoding.UTF8.GetBytes(Body(i))), GuidePayloads.Trigger.ToArray(), GuidePayloads.Escaped.ToArray()];

        Assert.Equal(0, Allocations.OfSteadyState(() => Array.ForEach(bodies, body => reading.ReadAlone(body))));
    }

    [Fact]
    public void Threads_learn_and_read_at_once()
    {
        byte[][] bodies = [.. Enumerable.Range(0, 3 * LayoutCache.MaxLayouts).Select(i => Encoding.UTF8.GetBytes(Body(i)))];
        var layouts = new LayoutCache();
        Parallel.For(0, 8, thread =>
        {
            var scratch = new ScratchBuffer();
            for (int i = 0; i < 10_000; i++)
            {
                byte[] body = bodies[(thread + i) % bodies.Length];
                ValueLocation[] slots = new ValueLocation[1];
                var payload = new FlatPayload(["id"u8.ToArray()], slots, new());
                Assert.True(layouts.Read(body, scratch, ref payload).IsNone);
                Assert.True(slots[0].In(body).GetText(scratch).SequenceEqual("the same everywhere"u8));
                scratch.Reset();
            }
        });
        Assert.InRange(layouts.Count, 1, LayoutCache.MaxLayouts);
    }

    /// <summary>A body with a layout of its own.</summary>
    private static string Body(int number) => $$"""{"id": "the same everywhere", "k{{number}}": {{number}}, "status": "Started"}""";
}
