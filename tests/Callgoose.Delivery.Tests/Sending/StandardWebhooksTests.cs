using System.Text;
using Callgoose.Delivery.Sending;

namespace Callgoose.Delivery.Tests.Sending;

/// <summary>Signatures follow Standard Webhooks 1.0.</summary>
public class StandardWebhooksTests
{
    /// <summary>The test vector of the Standard Webhooks libraries.</summary>
    [Fact]
    public void A_signature_is_that_of_the_official_vector() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        StandardWebhooks.Sign(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""u8));

    [Fact]
    public void Each_secret_signs_and_a_blank_stands_between()
    {
        const string First = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        const string Second = "whsec_AAAAAAAAAAAAAAAAAAAAAAAA";
        byte[] body = Encoding.UTF8.GetBytes("{}");

        Assert.Equal(
            StandardWebhooks.Sign([First], "a", 1, body) + " " + StandardWebhooks.Sign([Second], "a", 1, body),
            StandardWebhooks.Sign([First, Second], "a", 1, body));
    }
}
