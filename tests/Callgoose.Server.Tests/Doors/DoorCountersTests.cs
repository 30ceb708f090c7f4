using System.Runtime.CompilerServices;
using Callgoose.Doors;
using Callgoose.Http;
using Callgoose.Observability.Metrics;

namespace Callgoose.Server.Tests.Doors;

/// <summary>The calls of every door are counted. A call that cannot be counted is never answered.</summary>
public class DoorCountersTests
{
    public static TheoryData<string> Doors =>
        [.. typeof(IDoor).Assembly.GetTypes().Where(static type => type.IsClass && type.IsAssignableTo(typeof(IDoor))).Select(static type => type.FullName!)];

    [Theory]
    [MemberData(nameof(Doors))]
    public void Every_door_has_counters(string type)
    {
        // The name of a door is a constant, so it needs no constructor.
        var door = (IDoor)RuntimeHelpers.GetUninitializedObject(typeof(IDoor).Assembly.GetType(type)!);

        new CallCounters().CountRefused(door.Name, Problems.NotFound);
    }
}
