using Callgoose.Configuration;
using Callgoose.Delivery.Configuration;

namespace Callgoose.Server.Tests.Configuration;

/// <summary>The page about the configuration matches the code.</summary>
public class ConfigurationPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pages", "configuration.md"));

    [Fact]
    public void Its_example_is_a_right_file()
    {
        string example = Page.Split("```json\n")[1].Split("```")[0];

        Assert.Empty(ConfigurationParser.Parse(example, string.Empty).Problems);
    }

    [Fact]
    public void It_lists_every_rule_with_its_title() =>
        Assert.All(ConfigurationRules.All.Concat(DeliveryRules.All), static rule => Assert.Contains($"\n| {rule.Id} | {rule.Title} |\n", Page, StringComparison.Ordinal));

    [Fact]
    public void It_names_every_variable_and_setting()
    {
        Assert.All(EnvironmentSettings.Known, static name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));
        Assert.All(
            SettingNames.OfFile.Except([SettingNames.Schema, SettingNames.Tls]).Concat(SettingNames.OfService),
            static name => Assert.Contains($"| `{name}`", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void It_tells_the_default_of_every_limit() => Assert.All(LimitSetting.All, static limit =>
    {
        string row = Page.Split('\n').Single(line => line.StartsWith($"| `{limit.FullName}` | `{limit.Variable}` | ", StringComparison.Ordinal));
        Assert.True(limit.TryParse(row.Split('|')[3].Trim(' ', '`'), out long value));
        Assert.Equal(limit.Get(new ServerLimits()), value);
    });
}
