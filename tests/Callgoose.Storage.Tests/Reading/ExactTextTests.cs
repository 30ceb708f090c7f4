using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Tests;

/// <summary>Texts come back byte for byte (Incidents/README.md rule 14), and every byte of a key counts.</summary>
public sealed class ExactTextTests : IAsyncDisposable
{
    private readonly StoreScenario scenario = new();

    public static TheoryData<string> Texts =>
    [
        "x",
        "a\0b\0",
        "\0",
        "\uFEFFzażółć 日本語 \U0001F9A2 \u202E",
        "'; DROP TABLE incidents; --",
        "line\r\nline\n",
    ];

    public ValueTask DisposeAsync() => scenario.DisposeAsync();

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Every_text_is_kept_as_it_is(string text)
    {
        scenario.Source = text;
        scenario.Body = text;
        await scenario.CallAsync(Wanted.Trigger(text) with { Title = text, Description = text, Service = text, Environment = text });
        TimeOrderedId described = scenario.Touched()[0];
        await scenario.CallAsync(Wanted.Trigger("no description"));

        IncidentDetails found = scenario.Details(described);
        Assert.Equal(text, found.Description);
        Assert.Equal(
            (text, text, text, text, text),
            (found.Incident.Title, found.Incident.IncidentKey, found.Incident.Source, found.Incident.Service, found.Incident.Environment));
        Assert.Equal(text, scenario.Details(scenario.Touched()[0]).Description);
        Assert.Single(scenario.Store.List(new IncidentQuery { Service = text, Source = text, Environment = text }).Incidents);
        Assert.True((await scenario.CallAsync(Wanted.Trigger(text) with { Service = text, Environment = text })).TriggerDuplicate);
    }

    [Fact]
    public async Task No_source_is_none_rather_than_an_empty_one()
    {
        scenario.Source = string.Empty;

        await scenario.CallAsync(Wanted.Trigger("INC-1"));

        Assert.Null(Assert.Single(scenario.All).Source);
    }

    [Fact]
    public async Task A_megabyte_is_kept_too()
    {
        var body = new StringBuilder();
        for (int i = 0; body.Length < 1024 * 1024; i++)
        {
            body.Append((char)(i % 128));
        }

        scenario.Body = body.ToString();
        await scenario.CallAsync(Wanted.Trigger("INC-1"));
        await scenario.CallAsync(Wanted.Trigger("INC-1"));
        await scenario.CallAsync(Wanted.Resolve("INC-1"));
        await scenario.ReopenAsync();

        IncidentDetails found = scenario.Details(scenario.All[0].Id);
        Assert.Equal(scenario.Body, found.Description);
        Assert.Equal((2, IncidentState.Resolved), (found.Incident.Occurrences, found.Incident.State));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1024 * 1024)]
    public async Task Keys_of_every_length_differ_by_their_last_byte(int length)
    {
        string key = new string('k', length - 1) + "1";
        string other = new string('k', length - 1) + "2";
        Assert.True((await scenario.CallAsync(Wanted.Trigger(key))).Created);
        Assert.True((await scenario.CallAsync(Wanted.Trigger(other))).Created);
        Assert.True((await scenario.CallAsync(Wanted.Trigger(key + "x"))).Created);
        Assert.True((await scenario.CallAsync(Wanted.Trigger(key))).TriggerDuplicate);
        Assert.True((await scenario.CallAsync(Wanted.Resolve(other))).Resolved);

        Assert.Equal([(key + "x", 1), (other, 3), (key, 1)], scenario.All.Select(static i => (i.IncidentKey!, (int)i.State)));
    }

    [Fact]
    public async Task A_long_name_of_a_filter_is_cut_between_characters()
    {
        string name = new string('f', 199) + "\U0001F9A2 and more";
        ProcessCallCommand command = Calls.Of(Wanted.Trigger("INC-1"));
        IncomingCall call = command.Call;
        call.Reset();
        ref ServiceAction action = ref call.AddAction(new ServiceScope(string.Empty, "web"));
        action.TriggerFilter = name;
        action.TriggerKey = call.Text.Append("INC-1"u8);
        action.Title = call.Text.Append("title"u8);
        action.Urgency = Urgency.Low;

        Assert.Equal(CommitStatus.Committed, await scenario.Store.CommitAsync(command));

        Assert.Equal(new string('f', 199), Assert.Single(scenario.Details(scenario.All[0].Id).Timeline).Cause);
    }
}
