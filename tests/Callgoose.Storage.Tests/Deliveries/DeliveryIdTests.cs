using Callgoose.Incidents;
using Callgoose.Storage.Deliveries;

namespace Callgoose.Storage.Tests;

/// <summary>Ids of deliveries do not change, and lead to their incidents.</summary>
public class DeliveryIdTests
{
    private static readonly TimeOrderedId Incident = TimeOrderedId.TryParse("0192a4c0-0000-7000-8000-00000000002a", out TimeOrderedId id) ? id : default;

    [Fact]
    public void An_id_is_made_of_incident_event_and_destination()
    {
        Assert.Equal("msg_0192a4c000007000800000000000002a_7_4423cd76", DeliveryIds.Of(Incident, 7, 0, "audit"));
        Assert.NotEqual(DeliveryIds.Of(Incident, 7, 0, "audit"), DeliveryIds.Of(Incident, 7, 0, "ops"));
        Assert.NotEqual(DeliveryIds.Of(Incident, 7, 0, "audit"), DeliveryIds.Of(Incident, 7, 1, "audit"));
        Assert.Equal(Incident, DeliveryIds.IncidentOf(DeliveryIds.Of(Incident, 7, 0, "audit")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("none")]
    [InlineData("msg_1_2_3")]
    [InlineData("msg_zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz_1_00000000")]
    public void What_is_no_id_leads_to_no_incident(string id) => Assert.Equal(default, DeliveryIds.IncidentOf(id));
}
