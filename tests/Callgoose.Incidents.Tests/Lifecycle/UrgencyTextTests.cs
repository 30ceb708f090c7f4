namespace Callgoose.Incidents.Tests;

public class UrgencyTextTests
{
    [Fact]
    public void Every_urgency_has_the_text_of_schema_files() =>
        Assert.Equal(["high", "low", "P1", "P2", "P3", "P4", "P5"], Enum.GetValues<Urgency>().Select(static urgency => urgency.ToText()));

    [Fact]
    public void A_number_that_is_no_urgency_has_no_text() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => default(Urgency).ToText());
}
