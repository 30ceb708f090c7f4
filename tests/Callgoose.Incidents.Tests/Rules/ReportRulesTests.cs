namespace Callgoose.Incidents.Tests;

/// <summary>An incident follows its newest report (Incidents/README.md rule 8).</summary>
public class ReportRulesTests
{
    private const long Began = 1_762_765_000_000;

    private readonly Scenario scenario = new();

    [Fact]
    public void A_newer_report_replaces_the_texts_and_says_what_they_were()
    {
        scenario.Call(Wanted.Trigger("1"));
        scenario.Wait(TimeSpan.FromMinutes(1));

        scenario.Call(Wanted.Trigger("1") with { Title = "Disk 95 %", Description = "Nearly full." });

        Assert.Equal(("Disk 95 %", "Nearly full."), (scenario.Incident.Title, scenario.Incident.Description));
        Transition line = scenario.Incident.Timeline[^1];
        Assert.Equal((TransitionKind.Updated, scenario.Now, "incident"), (line.Kind, line.At, line.Cause));
        Assert.Equal(new IncidentChanges("Server Down", "Disk 95 %", "Status code 500.", "Nearly full.", null, null, null), line.Changes);
    }

    [Fact]
    public void A_report_without_a_change_is_counted_and_leaves_no_line()
    {
        scenario.Call(Wanted.Trigger("1"));
        scenario.Call(Wanted.Trigger("1"));

        Assert.Single(scenario.Incident.Timeline);
        Assert.Equal(2, scenario.Incident.Occurrences);
    }

    [Fact]
    public void An_older_report_changes_no_text()
    {
        scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = Began });

        scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = Began - 1, Title = "Before" });
        Assert.Equal("Server Down", scenario.Incident.Title);
        Assert.Single(scenario.Incident.Timeline);

        scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Title = "Without a time: by arrival" });
        Assert.Equal("Without a time: by arrival", scenario.Incident.Title);
    }

    [Fact]
    public void Changes_of_texts_within_a_minute_are_one_line()
    {
        scenario.Call(Wanted.Trigger("1") with { Title = "0 %" });
        for (int i = 1; i <= 59; i++)
        {
            scenario.Call(Wanted.Trigger("1") with { Title = $"{i} %" });
            scenario.Wait(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(("0 %", "59 %"), (scenario.Incident.Timeline[^1].Changes!.TitleWas, scenario.Incident.Timeline[^1].Changes!.TitleIs));
        Assert.Equal(2, scenario.Incident.Timeline.Count);
        scenario.Wait(TimeSpan.FromSeconds(1));
        scenario.Call(Wanted.Trigger("1") with { Title = "60 %" });
        Assert.Equal(("59 %", "60 %"), (scenario.Incident.Timeline[^1].Changes!.TitleWas, scenario.Incident.Timeline[^1].Changes!.TitleIs));
        Assert.Equal(3, scenario.Incident.Timeline.Count);
    }

    [Fact]
    public void A_sender_that_never_ends_leaves_two_hundred_lines_and_a_count()
    {
        scenario.Call(Wanted.Trigger("1"));
        for (int i = 0; i < 250; i++)
        {
            scenario.Wait(TimeSpan.FromMinutes(2));
            scenario.Call(Wanted.Trigger("1") with { Title = $"{i}" });
        }

        Assert.Equal((201, 50L, "249"), (scenario.Incident.Timeline.Count, scenario.Incident.Row.NotesLeftOut, scenario.Incident.Title));
        scenario.Call(Wanted.Trigger("1") with { Title = "249", Urgency = Urgency.P1 });
        Assert.Equal(Urgency.P1, scenario.Incident.Timeline[^1].Changes!.UrgencyIs);
        Assert.True(scenario.Call(Wanted.Resolve("1")).Resolved);
    }

    [Theory]
    [InlineData(Urgency.Low, Urgency.High, true)]
    [InlineData(Urgency.Low, Urgency.P4, true)]
    [InlineData(Urgency.P4, Urgency.P3, true)]
    [InlineData(Urgency.P3, Urgency.P2, true)]
    [InlineData(Urgency.High, Urgency.P1, true)]
    [InlineData(Urgency.High, Urgency.P2, false)]
    [InlineData(Urgency.Low, Urgency.P5, false)]
    [InlineData(Urgency.High, Urgency.P3, false)]
    [InlineData(Urgency.P1, Urgency.Low, false)]
    public void Urgency_rises_and_never_falls(Urgency first, Urgency second, bool rises)
    {
        scenario.Call(Wanted.Trigger("1") with { Urgency = first });
        scenario.Acknowledge();

        scenario.Call(Wanted.Trigger("1") with { Urgency = second });

        Assert.Equal(rises ? second : first, scenario.Incident.Urgency);
        Assert.Equal(rises ? IncidentState.Triggered : IncidentState.Acknowledged, scenario.Incident.State);
        Assert.Equal(rises ? 4 : 2, scenario.Incident.Timeline.Count);
        if (rises)
        {
            Assert.Equal((first, second), (scenario.Incident.Timeline[2].Changes!.UrgencyWas, scenario.Incident.Timeline[2].Changes!.UrgencyIs));
            Assert.Equal((TransitionKind.Triggered, $"The urgency rose from {first.ToText()} to {second.ToText()}."), (scenario.Incident.Timeline[3].Kind, scenario.Incident.Timeline[3].Comment));
        }
    }

    [Fact]
    public void A_group_that_grew_opens_an_acknowledged_incident_again_and_names_what_joined()
    {
        scenario.Call(Wanted.Trigger("1") with { Members = ["db-1", "db-2"] });
        scenario.Acknowledge();

        scenario.Call(Wanted.Trigger("1") with { Members = ["db-2"] });
        Assert.Equal(IncidentState.Acknowledged, scenario.Incident.State);
        scenario.Call(Wanted.Trigger("1") with { Members = ["db-3", "db-1", "db-4"] });

        Assert.Equal(IncidentState.Triggered, scenario.Incident.State);
        Assert.Equal("db-3\ndb-4", scenario.Incident.Timeline[^2].Changes!.Joined);
        Assert.Equal("The group grew: db-3, db-4.", scenario.Incident.Timeline[^1].Comment);
        scenario.Acknowledge();
        scenario.Call(Wanted.Trigger("1") with { Members = ["db-4", "db-3", "db-2", "db-1"] });
        Assert.Equal(IncidentState.Acknowledged, scenario.Incident.State);
    }

    [Fact]
    public void Of_many_that_joined_twenty_are_named_and_the_rest_counted()
    {
        scenario.Call(Wanted.Trigger("1") with { Members = ["db-0"] });

        scenario.Call(Wanted.Trigger("1") with { Members = [.. Enumerable.Range(0, 1000).Select(static i => $"db-{i}")] });

        string[] names = scenario.Incident.Timeline[^1].Changes!.Joined!.Split('\n');
        Assert.Equal((21, "db-1", "and 979 more"), (names.Length, names[0], names[^1]));
    }
}
