using Callgoose.Doors;
using Callgoose.Incidents;

namespace Callgoose.Server.Tests.Doors;

public class ProcessDoorTests
{
    [Theory]
    [InlineData(false, false, 202)]
    [InlineData(true, false, 200)]
    [InlineData(true, true, 201)]
    public void The_status_tells_whether_a_filter_passed_and_an_incident_was_created(bool anyFilterPassed, bool created, int status)
    {
        var call = new IncomingCall();
        if (anyFilterPassed)
        {
            call.AddAction(new ServiceScope("", "api"));
        }

        call.Outcome.Created = created;

        Assert.Equal(status, ProcessDoor.Instance.StatusOf(call));
    }

    [Theory]
    [InlineData(false, false, 202)]
    [InlineData(true, false, 200)]
    [InlineData(true, true, 201)]
    public void A_repeated_delivery_has_the_status_of_the_first(bool anyFilterPassed, bool created, int status)
    {
        var call = new IncomingCall();
        call.Replay(new TimeOrderedId(0xCA11, 1), new CallOutcome { Created = created }, anyFilterPassed, NoEffectReason.NoFilterMatched);

        Assert.Equal(status, ProcessDoor.Instance.StatusOf(call));
    }
}
