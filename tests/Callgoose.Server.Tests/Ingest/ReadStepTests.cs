using System.Text;
using Callgoose.Incidents;
using Callgoose.Ingest;

namespace Callgoose.Server.Tests.Ingest;

public class ReadStepTests
{
    [Theory]
    [InlineData("application/json", "{}", "Json")]
    [InlineData("application/json", "not json", "Json")]
    [InlineData("application/json", " ", "Json")]
    [InlineData("application/json", "", "Text")]
    [InlineData(null, "{}", "Json")]
    [InlineData(null, " \r\n\t[1]", "Json")]
    [InlineData(null, "\uFEFF{", "Json")]
    [InlineData(null, "plain", "JsonOrText")]
    [InlineData(null, "", "Text")]
    [InlineData("text/plain", "{}", "JsonOrText")]
    [InlineData("application/x-www-form-urlencoded", "a=b", "Json")]
    [InlineData("application/x-www-form-urlencoded", "a", "JsonOrText")]
    [InlineData("application/x-www-form-urlencoded", "{}", "JsonOrText")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--", "Json")]
    [InlineData("multipart/form-data; boundary=x", "{}", "JsonOrText")]
    [InlineData("application/x-ndjson", "{}\n{}", "Json")]
    public void The_form_follows_from_the_type_and_the_first_byte(string? contentType, string body, string expected)
    {
        WebhookCall webhook = Webhooks.Received(Encoding.UTF8.GetBytes(body), contentType);

        Assert.Null(ReadStep.TakeBody(webhook));

        Assert.Equal(expected, webhook.Form.ToString());
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "no parts")]
    [InlineData("multipart/form-data", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--")]
    public void A_form_that_was_cut_off_is_refused(string contentType, string body) =>
        Assert.Equal("form-broken", ReadStep.TakeBody(Webhooks.Received(Encoding.UTF8.GetBytes(body), contentType))?.Type);

    [Fact]
    public void A_body_that_is_not_text_becomes_an_empty_payload()
    {
        WebhookCall webhook = Webhooks.Received("{\"status\":\"Started\"}"u8, "image/png");

        Assert.Null(ReadStep.TakeBody(webhook));

        Assert.Equal(PayloadForm.Text, webhook.Form);
        Assert.Equal(0, webhook.Call.Body.Length);
    }
}
