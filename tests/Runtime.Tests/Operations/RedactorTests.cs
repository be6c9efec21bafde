using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Operations.Secrets;
using Xunit;

namespace Reeve.Runtime.Tests.Operations;

public sealed class RedactorTests
{
    [Fact]
    public void Redact_SecretInAnyForm_IsNotThere()
    {
        const string secret = "pa\"ss word/+=&ü";
        var redactor = new Redactor();
        redactor.Add(secret);
        string[] forms =
        [
            secret, Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), Uri.EscapeDataString(secret), JsonEncodedText.Encode(secret).ToString(),
        ];

        foreach (var form in forms)
        {
            Assert.Equal("before *** after", redactor.Redact($"before {form} after"));
        }
    }

    [Fact]
    public void Redact_LineOfAKey_IsNotThere()
    {
        var redactor = new Redactor();
        redactor.Add("-----BEGIN KEY-----\nabcdefgh\n-----END KEY-----\n");

        Assert.Equal("x *** y", redactor.Redact("x abcdefgh y"));
    }

    [Fact]
    public void Redact_ShortSecret_DoesNotTurnEverythingToStars()
    {
        var redactor = new Redactor();
        redactor.Add("a");

        Assert.Equal("banana", redactor.Redact("banana"));
        Assert.Equal("***", redactor.Redact("a\n"));
    }

    [Fact]
    public void Redact_AnySecretAnywhere_IsNotThere() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<NonNull<string>>(), (secret, around) =>
        {
            var redactor = new Redactor();
            redactor.Add(secret.Get);
            var text = redactor.Redact(around.Get + secret.Get + around.Get);
            return secret.Get.Length < 4 || !text.Replace("***", "", StringComparison.Ordinal).Contains(secret.Get, StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();
}
