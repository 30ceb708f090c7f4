using System.Text.Json;
using Callgoose.Configuration;
using Callgoose.Delivery.Configuration;
using Callgoose.Delivery.Routes;

namespace Callgoose.Server.Tests.Configuration;

/// <summary>The JSON Schema accepts exactly what the parser reads.</summary>
public class ConfigurationSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(ConfigurationSchema.Read()).RootElement;

    public static TheoryData<string, string[]> Objects => new()
    {
        { "", SettingNames.OfFile },
        { "properties/limits", SettingNames.OfLimits },
        { "properties/tls", SettingNames.OfTls },
        { "$defs/service", SettingNames.OfService },
        { "$defs/maintenance", SettingNames.OfMaintenance },
        { "properties/delivery", DeliveryConfigurationParser.OfDelivery },
        { "properties/relay", RelayConfigurationParser.OfRelay },
        { "$defs/route", RouteParser.OfRoute },
        { "$defs/route/properties/match", RoutePropertyText.Names },
    };

    [Theory]
    [MemberData(nameof(Objects))]
    public void An_object_has_exactly_the_settings_that_the_parser_knows_each_described(string path, string[] known)
    {
        JsonElement source = Find(path);

        Assert.False(source.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal(known.Order(StringComparer.Ordinal), source.GetProperty("properties").EnumerateObject().Select(static p => p.Name).Order(StringComparer.Ordinal));
        Assert.All(source.GetProperty("properties").EnumerateObject(), static p => Assert.NotEmpty(p.Value.GetProperty("description").GetString()!));
    }

    [Fact]
    public void No_other_object_has_settings()
    {
        int objects = Descendants(Schema).Count(static node => node.ValueKind == JsonValueKind.Object && node.TryGetProperty("additionalProperties", out _));

        Assert.Equal(Objects.Count, objects);
    }

    public static TheoryData<string> Limits => [.. LimitSetting.All.Select(static limit => limit.Name)];

    [Fact]
    public void Defaults_are_those_of_the_server()
    {
        var defaults = new ServerSettings();

        Assert.True(Duration.TryParse(Find("properties/retention/default").GetString()!, out TimeSpan retention));
        Assert.Equal(defaults.Retention, retention);
        Assert.Equal(defaults.DataFolder, Find("properties/data/default").GetString());
        Assert.Equal(defaults.Urls, [Find("properties/urls/default").GetString()!]);
        Assert.True(Duration.TryParse(Find("properties/duplicateWindow/default").GetString()!, out TimeSpan window));
        Assert.Equal(defaults.DuplicateWindow, window);
        Assert.Equal(defaults.Limits.TokenRate.ToString(), Find("properties/limits/properties/tokenRate/default").GetString());
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void The_default_and_the_range_of_a_limit_are_those_of_the_server(string name)
    {
        LimitSetting limit = LimitSetting.All.Single(limit => limit.Name == name);
        JsonElement told = Find("properties/limits/properties/" + name);

        Assert.True(limit.TryParse(told.GetProperty("default").ToString(), out long value));
        Assert.Equal(limit.Get(new ServerLimits()), value);
        Assert.Equal(limit.Get(limit.With(new ServerLimits(), limit.Most)), limit.Most);
        Assert.Contains(limit.Variable, told.GetProperty("description").GetString(), StringComparison.Ordinal);
        if (limit.Unit != LimitUnit.Duration)
        {
            Assert.Equal((limit.Least, limit.Most), (told.GetProperty("minimum").GetInt64(), told.GetProperty("maximum").GetInt64()));
        }
    }

    [Fact]
    public void Every_variable_is_told_at_its_setting()
    {
        string text = ConfigurationSchema.Read();

        Assert.All(
            EnvironmentSettings.Known.Except([EnvironmentSettings.Configuration]),
            name => Assert.Contains(name, text, StringComparison.Ordinal));
    }

    private static JsonElement Find(string path)
    {
        JsonElement found = Schema;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            found = found.GetProperty(name);
        }

        return found;
    }

    private static IEnumerable<JsonElement> Descendants(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(static p => Descendants(p.Value)).Prepend(node),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Descendants).Prepend(node),
        _ => [node],
    };
}
