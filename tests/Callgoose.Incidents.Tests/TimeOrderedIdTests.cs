namespace Callgoose.Incidents.Tests;

public class TimeOrderedIdTests
{
    [Fact]
    public void An_id_is_a_version_7_uuid_and_reads_back_from_its_text()
    {
        TimeOrderedId id = new TimeOrderedIds(TimeProvider.System).Next();

        string text = id.ToString();

        Assert.Equal('7', text[14]);
        Assert.Contains(text[19], "89ab");
        Assert.True(TimeOrderedId.TryParse(text, out TimeOrderedId back));
        Assert.Equal(id, back);
    }
}
