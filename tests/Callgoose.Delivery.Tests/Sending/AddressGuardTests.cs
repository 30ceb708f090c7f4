using System.Net;
using Callgoose.Delivery.Addresses;

namespace Callgoose.Delivery.Tests.Sending;

/// <summary>Messages give no access to the machine, its network or its cloud (Delivery/README.md).</summary>
public class AddressGuardTests
{
    private static readonly AddressGuard Public = new([]);

    private static readonly AddressGuard Everything = new([IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")]);

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    public void Public_addresses_are_sent_to(string address) => Assert.True(Public.Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fd00::1")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:a00:1::1")]
    [InlineData("::ffff:0:10.0.0.1")]
    public void Others_are_not_unless_they_are_allowed(string address)
    {
        Assert.False(Public.Allows(IPAddress.Parse(address)));
        Assert.True(Everything.Allows(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("100.100.100.200")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("::ffff:0:169.254.169.254")]
    [InlineData("168.63.129.16")]
    public void Nothing_allows_what_gives_out_credentials(string address)
    {
        Assert.False(Public.Allows(IPAddress.Parse(address)));
        Assert.False(Everything.Allows(IPAddress.Parse(address)));
    }

    [Fact]
    public void What_is_allowed_is_allowed_in_every_form()
    {
        var guard = new AddressGuard([IPNetwork.Parse("10.0.0.0/8")]);

        Assert.True(guard.Allows(IPAddress.Parse("10.9.9.9")));
        Assert.True(guard.Allows(IPAddress.Parse("::ffff:10.9.9.9")));
        Assert.False(guard.Allows(IPAddress.Parse("192.168.0.1")));
    }
}
