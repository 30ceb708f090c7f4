using System.Text;
using Callgoose.Catalog;
using Callgoose.Incidents;
using Callgoose.Services;
using Callgoose.Testing;

namespace Callgoose.Integrations.Tests.Catalog;

public class IntegrationCatalogTests
{
    private static readonly Integration Everything = new Named("Everything", "*");
    private static readonly Integration Better = new Named("BetterStack", "better-stack", "betteruptime");
    private static readonly Integration Straße = new Named("Straße");

    private readonly IntegrationCatalog catalog = new([Everything, Better, Straße]);

    [Theory]
    [InlineData("BetterStack")]
    [InlineData("betterstack")]
    [InlineData("BETTERSTACK")]
    [InlineData("Better-Stack")]
    [InlineData("betterUptime")]
    public void A_name_or_alias_chooses_one_integration_whatever_the_case_of_its_ascii_letters(string source)
    {
        Assert.Same(Better, Assert.Single(catalog.For(Encoding.UTF8.GetBytes(source)).ToArray()));
    }

    [Fact]
    public void A_name_that_is_not_ascii_is_compared_with_the_case_of_ascii_letters_only()
    {
        Assert.Same(Straße, Assert.Single(catalog.For("sTRAßE"u8).ToArray()));
        Assert.Equal(3, catalog.For("STRASSE"u8).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Unheard-of")]
    [InlineData("*")]
    public void Any_other_source_meets_all_integrations_with_the_ones_for_everything_last(string source)
    {
        Assert.Equal([Better, Straße, Everything], catalog.For(Encoding.UTF8.GetBytes(source)).ToArray());
    }

    [Fact]
    public void The_built_in_integrations_are_found_by_every_name_they_give()
    {
        foreach (Integration integration in Service.Default.Integrations.All)
        {
            foreach (string name in integration.Aliases.Append(integration.Name).Where(n => n != "*"))
            {
                Assert.Same(integration, Assert.Single(Service.Default.Integrations.For(Encoding.UTF8.GetBytes(name)).ToArray()));
            }
        }
    }
}
