using Callgoose.Catalog;
using Callgoose.Demo;
using Callgoose.Schema;

namespace Callgoose.Tests.Demo;

/// <summary>The integrations' filters recognise the scenes of the demonstration as intended.</summary>
public class DemoPayloadTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<int> Scenes => [.. Enumerable.Range(0, All.Length)];

    private static DemoScene[] All => [.. DemoScenes.Seeds, .. DemoScenes.Trickle];

    [Theory]
    [MemberData(nameof(Scenes))]
    public void A_scene_opens_the_incident_that_it_tells_of(int number)
    {
        DemoScene scene = All[number];

        TriggerResult? trigger = Evaluate(scene, DemoPayload.Trigger(scene, "KEY \"7\"", Now)).Trigger;

        Assert.NotNull(trigger);
        Assert.Contains("KEY \"7\"", trigger.Key, StringComparison.Ordinal);
        Assert.Contains(scene.Title, trigger.Title, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Scenes))]
    public void What_the_tool_resolves_has_the_key_that_it_opened_with(int number)
    {
        DemoScene scene = All[number];
        Assert.SkipUnless(scene.ResolvedAfter is not null, "Nothing resolves it, or somebody does by hand.");

        string? opened = Evaluate(scene, DemoPayload.Trigger(scene, "KEY 7", Now)).Trigger?.Key;

        Assert.NotNull(opened);
        Assert.Equal(opened, Evaluate(scene, DemoPayload.Resolve(scene, "KEY 7", Now)).Resolve?.Key);
    }

    private static EvaluationResult Evaluate(DemoScene scene, byte[] payload) => Evaluator.Evaluate(
        BuiltInSchemas.All.First(source => source.Result.Schema!.Name == scene.Source).Result.Schema!, PayloadDocument.Parse(payload));
}
