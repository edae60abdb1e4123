"""What protects every form that the public posts: questions, opinions, sign-ups. No account, no cookie, no third party.

A form class and a few lines in a view are all that an app writes:

    class QuestionForm(IntakeForm):
        purpose = "question"
        text = forms.CharField(label="问题", max_length=2000, widget=forms.Textarea)

    def ask(request, ...):
        form = QuestionForm(request.POST)
        outcome = receive(request, form, store=lambda form, receipt: Question.objects.create(receipt=receipt, ...))
        return outcome.response(back=document.get_absolute_url())

`store` runs in the transaction that gives the receipt, once for each proof; a second submit of the same form instance
answers with the same receipt. On the page `{% include "intake/_form.html" with form=form action=url %}` writes the fields.
An app registers its purpose in `ready()`: `register_purpose(Purpose("question", "留言", "LY", state=view))`; the look-up
page `/receipts/` then shows `state(request, receipt)` to who has number and code.

What is checked, in this order: origin (forms.py), honeypot, how often the sender posts (limits.py), the fields, and the
proof of work or, without JavaScript, a second step that shows once more what was written (proof.py). Nothing of it is
written to a log; the sender's address is never stored.
"""
