using Callgoose.Delivery.Events;
using Callgoose.Delivery.Tables;
using Callgoose.Incidents;

namespace Callgoose.Delivery.Tests.Tables;

/// <summary>Ids of deliveries stay what they are, and lead to their incidents.</summary>
public class DeliveryIdTests
{
    private static readonly IncidentEvent Event = new()
    {
        Sequence = 1,
        Number = 7,
        Event = "triggered",
        At = 0,
        Incident = TimeOrderedId.TryParse("0192a4c0-0000-7000-8000-00000000002a", out TimeOrderedId id) ? id : default,
        State = "triggered",
        Urgency = "high",
        Service = "shop",
        Title = "T",
        TriggeredAt = 0,
    };

    [Fact]
    public void An_id_is_made_of_incident_event_and_destination()
    {
        Assert.Equal("msg_0192a4c000007000800000000000002a_7_b81f37a0", DeliveryIds.Of(Event, "audit"));
        Assert.NotEqual(DeliveryIds.Of(Event, "audit"), DeliveryIds.Of(Event, "ops"));
        Assert.Equal(Event.Incident, DeliveryIds.IncidentOf(DeliveryIds.Of(Event, "audit")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("none")]
    [InlineData("msg_1_2_3")]
    [InlineData("msg_zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz_1_00000000")]
    public void What_is_no_id_leads_to_no_incident(string id) => Assert.Equal(default, DeliveryIds.IncidentOf(id));
}
