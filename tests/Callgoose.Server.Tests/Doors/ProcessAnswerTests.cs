using System.Text;
using Callgoose.Doors;
using Callgoose.Incidents;

namespace Callgoose.Server.Tests.Doors;

public class ProcessAnswerTests
{
    private static readonly TimeOrderedId CallId = new(0x0190_0000_0000_7000, 0x8000_0000_0000_0001);
    private static readonly TimeOrderedId IncidentId = new(0x0190_0000_0000_7000, 0x8000_0000_0000_0002);

    [Fact]
    public void An_answer_has_its_members_in_the_order_of_the_contract()
    {
        var call = new IncomingCall { Id = CallId };
        call.AddAction(new ServiceScope("", "default")).TriggerFilter = "incident";
        call.Outcome.Created = true;
        call.Outcome.ResolveDuplicate = true;
        call.AddIncident(IncidentId);
        call.AddIncident(CallId);

        Assert.Equal(
            """
            {"id":"01900000-0000-7000-8000-000000000001","resolved":{"duplicate":true,"resolved":false},
            "triggered":{"duplicate":false,"created":true},
            "incidents":["01900000-0000-7000-8000-000000000002","01900000-0000-7000-8000-000000000001"]}
            """.ReplaceLineEndings(""),
            Answer(call));
    }

    [Fact]
    public void Warnings_and_elements_are_said_where_there_are_any()
    {
        var call = new IncomingCall { Id = CallId, FoundWarnings = CallWarnings.Unkeyed | CallWarnings.TimeNotBelieved };
        foreach (int element in (int[])[0, 2])
        {
            ref ServiceAction action = ref call.AddAction(new ServiceScope("", "default"));
            action.TriggerFilter = "incident";
            action.Element = element;
        }

        call.ResetOutcome();
        call.SetResult(0, new ActionResult(ActionResultKind.Created, IncidentId));

        Assert.EndsWith(
            """
            "incidents":[],"warnings":["unkeyed","time_not_believed"],
            "elements":[{"index":0,"outcome":"created","incident":"01900000-0000-7000-8000-000000000002"},{"index":2,"outcome":"none","incident":null}]}
            """.ReplaceLineEndings(""),
            Answer(call),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NoFilterMatched", "no_filter_matched")]
    [InlineData("UnknownSource", "unknown_source")]
    [InlineData("ServiceDisabled", "service_disabled")]
    [InlineData("InMaintenance", "in_maintenance")]
    public void A_call_without_effect_says_why(string reason, string expected)
    {
        string answer = Answer(new IncomingCall { Id = CallId, Reason = Enum.Parse<NoEffectReason>(reason) });

        Assert.EndsWith($",\"incidents\":[],\"reason\":\"{expected}\"}}", answer, StringComparison.Ordinal);
    }

    private static string Answer(IncomingCall call)
    {
        var text = new TextArena();
        return Encoding.UTF8.GetString(text[ProcessAnswer.Append(text, call)]);
    }
}
