using System.Net;

namespace Reeve.Plugins.Kubeadm.Tests;

/// <summary>Answers requests as it is told.</summary>
internal sealed class Answers(params (string Address, HttpStatusCode Status, string Text)[] answers) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (_, status, text) = answers.Single(answer => answer.Address == request.RequestUri!.AbsoluteUri);
        var response = new HttpResponseMessage(status) { Content = new StringContent(text) };
        response.Headers.Location = (int)status is > 300 and < 400 ? new Uri(text) : null;
        return Task.FromResult(response);
    }
}
