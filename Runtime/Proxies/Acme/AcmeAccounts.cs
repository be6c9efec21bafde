using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Buffers.Text;
using Reeve.Runtime.Proxies.Acme.Resources;
using Reeve.Runtime.Proxies.Acme.Signing;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Proxies.Acme;

/// <summary>
/// The account with one authority: its key and URL on disk (mode 0600), made when it is first needed. The key is on disk before the
/// authority hears of it, so that a lost answer finds the same account again. Not thread-safe.
/// </summary>
/// <param name="root">Its directory.</param>
/// <param name="session">The authority.</param>
/// <param name="options">How it is made.</param>
internal sealed class AcmeAccounts(string root, AcmeSession session, AcmeOptions options) : IDisposable
{
    private AccountKey? _key;
    private StoredAccount? _account;

    private string KeyPath => Path.Combine(root, "key.pem");

    private string AccountPath => Path.Combine(root, "account.json");

    /// <summary>The account, made if there is none.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: the terms are not agreed to, or the account's key on disk is none.</exception>
    public async Task<AcmeSigner> GetAsync(CancellationToken cancellationToken)
    {
        _key ??= LoadKey() ?? MakeKey();
        _account ??= LoadAccount();
        if (_account is null)
        {
            await RegisterAsync(_key, cancellationToken);
        }
        else if (!_account.Contacts.SequenceEqual(options.Contacts))
        {
            await TellContactsAsync(_key, _account, cancellationToken);
        }

        return new AcmeSigner(_key, _account!.Url);
    }

    /// <summary>Forgets the account, not its key: the authority knows it no longer.</summary>
    public void Forget()
    {
        _account = null;
        File.Delete(AccountPath);
    }

    /// <inheritdoc/>
    public void Dispose() => _key?.Dispose();

    private async Task RegisterAsync(AccountKey key, CancellationToken cancellationToken)
    {
        var directory = await session.GetDirectoryAsync(cancellationToken);
        if (!options.AgreeToTerms)
        {
            var terms = directory.Meta.TermsOfService is { } page ? $" ({page})" : "";
            throw new ProviderException(
                ErrorReason.Invalid, $"No account is made with {options.Directory.Host} before its terms of service{terms} are agreed to: set agreeToTerms to true.")
            {
                Field = "agreeToTerms",
            };
        }

        var reply = await session.PostAsync(
            "An account", new AcmeSigner(key, null), directory.NewAccount,
            JsonSerializer.SerializeToUtf8Bytes(
                new AccountResource { TermsOfServiceAgreed = true, Contact = options.Contacts, ExternalAccountBinding = Binding(key, directory.NewAccount) },
                AcmeJsonContext.Default.AccountResource),
            AcmeJsonContext.Default.AccountResource, cancellationToken);
        Keep(reply.Location ?? throw new ProviderException(ErrorReason.Transient, "An account was made, but the certificate authority does not say where it is."));
    }

    private async Task TellContactsAsync(AccountKey key, StoredAccount account, CancellationToken cancellationToken)
    {
        await session.PostAsync(
            "A change of contacts", new AcmeSigner(key, account.Url), account.Url,
            JsonSerializer.SerializeToUtf8Bytes(new AccountResource { Contact = options.Contacts }, AcmeJsonContext.Default.AccountResource),
            AcmeJsonContext.Default.AccountResource, cancellationToken);
        Keep(account.Url);
    }

    private void Keep(Uri url)
    {
        _account = new StoredAccount { Directory = options.Directory, Url = url, Contacts = options.Contacts };
        StateFiles.Replace(AccountPath, JsonSerializer.SerializeToUtf8Bytes(_account, AcmeJsonContext.Default.StoredAccount), durable: true);
    }

    private JsonElement? Binding(AccountKey key, Uri url)
    {
        if (options.ExternalAccount is not { } external)
        {
            return null;
        }

        try
        {
            var secret = Base64Url.DecodeFromChars(File.ReadAllText(external.KeyFile).AsSpan().Trim());
            using var document = JsonDocument.Parse(SignedRequest.Bind(key, external.KeyId, secret, url));
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new ProviderException(ErrorReason.Invalid, $"The external account's key file {external.KeyFile} cannot be used: {e.Message}", e)
            {
                Field = "externalAccount.keyFile",
            };
        }
    }

    private StoredAccount? LoadAccount()
    {
        if (!File.Exists(AccountPath))
        {
            return null;
        }

        try
        {
            var stored = JsonSerializer.Deserialize(File.ReadAllBytes(AccountPath), AcmeJsonContext.Default.StoredAccount);
            return stored?.Directory == options.Directory ? stored : null;
        }
        catch (JsonException)
        {
            return null; // the authority knows the account by its key, and says again where it is
        }
    }

    private AccountKey? LoadKey()
    {
        if (!File.Exists(KeyPath))
        {
            return null;
        }

        try
        {
            return AccountKey.FromPem(File.ReadAllText(KeyPath));
        }
        catch (CryptographicException e)
        {
            throw new ProviderException(
                ErrorReason.Invalid, $"{KeyPath} holds no key of an account: {e.Message} Restore it, or remove it to have a new account made.", e);
        }
    }

    private AccountKey MakeKey()
    {
        PrivateDirectory.Create(root);
        var key = AccountKey.Create();
        StateFiles.Replace(KeyPath, Encoding.ASCII.GetBytes(key.ToPem()), durable: true);
        return key;
    }
}
